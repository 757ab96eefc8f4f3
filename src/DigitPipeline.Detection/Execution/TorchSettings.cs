using System.Runtime.InteropServices;
using TorchSharp;

namespace DigitPipeline.Detection.Execution;

/// <summary>
/// Settings of libtorch that make its results a function of the inputs alone. TorchSharp has no members for most of them, so the
/// functions of <c>at::Context</c> are called by their exported names; they are part of every libtorch 2.x for Linux.
/// </summary>
public static unsafe class TorchSettings
{
    private const string Context = "_ZN2at13globalContextEv";

    /// <summary>
    /// One thread an operation in the calling thread, so that sums have one order; no NNPACK, which only some processors have;
    /// on GPUs the deterministic algorithms, the same at each run.
    /// </summary>
    public static void Apply()
    {
        torch.set_num_threads(1);
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libtorch_cpu.so", out var library))
        {
            return;
        }

        OneDnnCaches.Assume(library, Context);
        var context = ((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, Context))();
        Set("_ZN2at7Context20setUserEnabledNNPACKEb", false);
        Set("_ZN2at7Context17setBenchmarkCuDNNEb", false);
        Set("_ZN2at7Context39setDeterministicFillUninitializedMemoryEb", false);
        var deterministic = (delegate* unmanaged<nint, byte, byte, void>)NativeLibrary.GetExport(library, "_ZN2at7Context26setDeterministicAlgorithmsEbb");
        deterministic(context, 1, 1);

        void Set(string name, bool value) =>
            ((delegate* unmanaged<nint, byte, void>)NativeLibrary.GetExport(library, name))(context, value ? (byte)1 : (byte)0);
    }
}
