using System.Runtime.InteropServices;

namespace DigitPipeline.Detection.Execution;

/// <summary>
/// Lets glibc keep freed memory for the next allocation. By default it gives large blocks back to the kernel at once, and a
/// training, which frees and takes the same hundreds of megabytes at every step, spends a tenth of its time on page faults.
/// Elsewhere than on glibc nothing changes. Results do not depend on it.
/// </summary>
internal static unsafe class FreedMemory
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int LargestMapThreshold = 32 << 20;

    /// <summary>Keeps it, from now on, in the whole process.</summary>
    public static void Keep()
    {
        if (OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad("libc.so.6", out var library)
            && NativeLibrary.TryGetExport(library, "mallopt", out var address))
        {
            var setOption = (delegate* unmanaged<int, int, int>)address;
            setOption(MapThreshold, LargestMapThreshold);
            setOption(TrimThreshold, int.MaxValue);
        }
    }
}
