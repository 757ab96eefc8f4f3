namespace DigitPipeline.Detection.Execution;

/// <summary>
/// Lets oneDNN, which has libtorch's convolutions, take the same cache sizes on every processor (32 KiB, 512 KiB, 1 MiB: what
/// it assumes where it knows none). It divides its loops by them, so that sums come out in another order on another processor.
/// And where a hypervisor hides the caches of an AMD processor (CPUID leaf 0x8000001D is zero) it takes them to be one byte
/// each: oneDNN 3.7 then gives wrong convolutions or reads a null pointer.
/// </summary>
/// <remarks>
/// oneDNN asks its one <c>Xbyak::util::Cpu</c>, whose member <c>dataCacheLevels_</c> is set to none here. The object is found by
/// its symbol; where the symbol is absent, or the object does not look as expected, everything stays as it is.
/// </remarks>
public static unsafe class OneDnnCaches
{
    private const string Accessor = "_ZN4dnnl4impl3cpu3x643cpuEv", Instance = "_ZZN4dnnl4impl3cpu3x643cpuEvE4cpu_";
    private const int SizesOffset = 0x1c, SharingOffset = 0x44, LevelsOffset = 0x6c, MaxLevels = 10;

    private static readonly Lock gate = new();
    private static bool done;

    /// <summary>Whether oneDNN's object was found and takes the same sizes everywhere now.</summary>
    public static bool Known { get; private set; }

    /// <summary>Does it, once a process, before the first convolution.</summary>
    /// <param name="library">Handle of <c>libtorch_cpu.so</c>.</param>
    /// <param name="exported">A name that it exports.</param>
    public static void Assume(nint library, string exported)
    {
        lock (gate)
        {
            if (done)
            {
                return;
            }

            done = true;
            if (LibtorchSymbols.Find(library, exported, Accessor, Instance) is [not 0 and var accessor, not 0 and var instance]
                && ((delegate* unmanaged<nint>)accessor)() == instance
                && IsPlausible((byte*)instance))
            {
                *(uint*)(instance + LevelsOffset) = 0;
                Known = true;
            }
        }
    }

    // What is there must be sizes and numbers of cores, unused places zero.
    private static bool IsPlausible(byte* cpu)
    {
        var levels = *(uint*)(cpu + LevelsOffset);
        for (var level = 0; level < MaxLevels; level++)
        {
            var size = *(uint*)(cpu + SizesOffset + (level * sizeof(uint)));
            var sharing = *(uint*)(cpu + SharingOffset + (level * sizeof(uint)));
            if (level < levels ? size == 0 || sharing == 0 : size != 0 || sharing != 0)
            {
                return false;
            }
        }

        return levels <= 4;
    }
}
