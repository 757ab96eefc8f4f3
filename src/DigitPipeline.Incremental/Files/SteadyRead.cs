namespace DigitPipeline.Incremental.Files;

/// <summary>A file that was read while nobody changed it.</summary>
/// <param name="State">Its state before and after.</param>
/// <param name="Digest">SHA-256 of its bytes.</param>
/// <param name="ReadAtNs">When reading began, in nanoseconds since 1970.</param>
internal readonly record struct SteadyRead(FileState State, string Digest, long ReadAtNs)
{
    private const int Attempts = 3;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="before">Its state as it was last asked for.</param>
    /// <returns>Null when it is no file or changed each time that it was read.</returns>
    public static SteadyRead? Of(string path, FileState before)
    {
        for (var attempt = 0; attempt < Attempts && before.Kind == FileKind.File; attempt++)
        {
            var readAtNs = FileClock.NowNs();
            if (FileDigest.TryOfFile(path, before.Size) is not { } digest) return null;
            var after = FileState.Of(path);
            if (after == before) return new SteadyRead(before, digest, readAtNs);
            before = after;
        }

        return null;
    }
}
