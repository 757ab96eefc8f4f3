namespace DigitPipeline.Datasets.Rules.Inspection;

/// <summary>Reads the files of a data set, of which one that cannot be read is a finding and no end of the validation.</summary>
internal static class SourceFile
{
    /// <summary>
    /// The bytes; null where the file cannot be read, and then <paramref name="unreadable"/> says why, without the path on this machine.
    /// </summary>
    public static byte[]? Read(string path, string file, List<(string File, string Reason)> unreadable)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (UnauthorizedAccessException)
        {
            unreadable.Add((file, "access is denied"));
        }
        catch (FileNotFoundException)
        {
            unreadable.Add((file, "it is a link to nothing, or its name is no valid UTF-8"));
        }
        catch (IOException)
        {
            unreadable.Add((file, "reading fails, or it has more than 2 GiB"));
        }

        return null;
    }
}
