using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Stages;

/// <summary>What a training computes on: a processor and a GPU round differently.</summary>
internal static class DeviceKind
{
    // The driver's device on Linux, and its counterpart in the Windows Subsystem for Linux.
    private static readonly string[] Drivers = ["/dev/nvidiactl", "/dev/dxg"];

    /// <summary><c>cpu</c> or <c>cuda</c>, where <c>auto</c> means a GPU if this program and this machine have what it takes.</summary>
    public static string Of(string setting, string programFolder, ContentReader reader)
    {
        if (setting != "auto") return setting;
        string[] libraries = ["libtorch_cuda.so", "torch_cuda.dll", "runtimes/linux-x64/native/libtorch_cuda.so", "runtimes/win-x64/native/torch_cuda.dll"];
        var canUse = libraries.Any(library => reader.Kind(Path.Combine(programFolder, library)) == FileKind.File);
        return canUse && (OperatingSystem.IsWindows() || Drivers.Any(driver => reader.Kind(driver) != FileKind.Missing)) ? "cuda" : "cpu";
    }
}
