using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace DigitPipeline.Detection.Execution;

/// <summary>
/// Holds libtorch's kernels to AVX2 on x86-64. Left alone it takes what each processor has, and the same training gives other
/// bytes on a machine with AVX-512.
/// </summary>
/// <remarks>libtorch reads these variables when it is loaded, which is after this assembly's first use. GPUs are not concerned.</remarks>
public static unsafe class CpuKernels
{
    private const string Convolutions = "ONEDNN_MAX_CPU_ISA";

    private static readonly (string Name, string Value)[] portable =
    [
        (Convolutions, "AVX2"),
        ("ATEN_CPU_CAPABILITY", "avx2"),
        ("MKL_ENABLE_INSTRUCTIONS", "AVX2"),
    ];

    /// <summary>Whether convolutions use AVX-512.</summary>
    public static bool Wide { get; private set; }

    /// <summary>
    /// Lets convolutions use AVX-512 where the processor has it, for speed: about half of a step's time. The bytes of a training then
    /// depend on the processor. To be called before anything is computed; it does nothing on other processors.
    /// </summary>
    public static void UseNative()
    {
        if (Avx512F.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Set(Convolutions, "AVX512_CORE"))
        {
            Wide = true;
        }
    }

    // .NET keeps its own copy of the environment, which native code does not see: hence libc's function.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "No type of this assembly may load libtorch before.")]
    internal static void Choose() => Array.ForEach(portable, variable => Set(variable.Name, variable.Value));

    private static bool Set(string name, string value)
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var library))
        {
            return false;
        }

        var set = (delegate* unmanaged<byte*, byte*, int, int>)NativeLibrary.GetExport(library, "setenv");
        fixed (byte* nameBytes = Encoding.ASCII.GetBytes(name + '\0'), valueBytes = Encoding.ASCII.GetBytes(value + '\0'))
        {
            return set(nameBytes, valueBytes, 1) == 0;
        }
    }
}
