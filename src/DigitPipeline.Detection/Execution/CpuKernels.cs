using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace DigitPipeline.Detection.Execution;

/// <summary>
/// Holds libtorch's kernels to AVX2 on x86-64. Left alone it takes what each processor has, and the same training gives other
/// bytes on a machine with AVX-512. Besides, oneDNN 3.7 (in libtorch 2.10) reads a null pointer in the AVX-512 gradient of
/// strided convolutions that these networks have.
/// </summary>
/// <remarks>libtorch reads these variables when it is loaded, which is after this assembly's first use. GPUs are not concerned.</remarks>
internal static unsafe class CpuKernels
{
    private static readonly (string Name, string Value)[] variables =
    [
        ("ONEDNN_MAX_CPU_ISA", "AVX2"),
        ("ATEN_CPU_CAPABILITY", "avx2"),
        ("MKL_ENABLE_INSTRUCTIONS", "AVX2"),
    ];

    // .NET keeps its own copy of the environment, which native code does not see: hence libc's function.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "No type of this assembly may load libtorch before.")]
    internal static void Choose()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var library))
        {
            return;
        }

        var set = (delegate* unmanaged<byte*, byte*, int, int>)NativeLibrary.GetExport(library, "setenv");
        foreach (var (name, value) in variables)
        {
            fixed (byte* nameBytes = Encoding.ASCII.GetBytes(name + '\0'), valueBytes = Encoding.ASCII.GetBytes(value + '\0'))
            {
                set(nameBytes, valueBytes, 1);
            }
        }
    }
}
