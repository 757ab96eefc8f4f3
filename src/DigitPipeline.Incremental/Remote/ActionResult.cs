using System.Text;
using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Remote;

/// <summary>
/// An entry under <c>ac/</c>: the message <c>ActionResult</c> of the Remote Execution API v2, so that servers which check entries accept
/// it and keep what it names. The outputs are its files, the key's JSON is its standard output, and the mark that authenticates it stands
/// where the API names the worker.
/// </summary>
/// <param name="Files">The outputs.</param>
/// <param name="KeySize">Size of the key's JSON in bytes.</param>
/// <param name="Mark">See <see cref="EntryMark"/>.</param>
internal sealed record ActionResult(IReadOnlyList<FileContent> Files, long KeySize, string Mark)
{
    private const int OutputFiles = 2, StandardOutput = 6, Metadata = 9;
    private const int FilePath = 1, FileDigestField = 2, FileExecutable = 4;
    private const int DigestHash = 1, DigestSize = 2;
    private const int Worker = 1;

    /// <summary>The message's bytes.</summary>
    public byte[] ToBytes(string key)
    {
        var result = new WireWriter();
        foreach (var file in Files)
        {
            result.Message(OutputFiles, new WireWriter().Text(FilePath, file.Name)
                .Message(FileDigestField, Digest(file.Digest, file.Size)).Number(FileExecutable, file.Executable ? 1 : 0));
        }

        return result.Message(StandardOutput, Digest(key, KeySize)).Message(Metadata, new WireWriter().Text(Worker, Mark)).ToArray();
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ActionResult Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var files = new List<FileContent>();
            var (keySize, mark) = (0L, "");
            var reader = new WireReader(bytes);
            while (reader.Read())
            {
                if (reader.Field == OutputFiles) files.Add(File(reader.Content));
                else if (reader.Field == StandardOutput) keySize = Digest(reader.Content).Size;
                else if (reader.Field == Metadata) mark = TextOf(reader.Content, Worker);
            }

            return new ActionResult(files, keySize, mark);
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidDataException("a text is no UTF-8", error);
        }
    }

    private static WireWriter Digest(string digest, long size) => new WireWriter().Text(DigestHash, digest).Number(DigestSize, size);

    private static (string Digest, long Size) Digest(ReadOnlySpan<byte> message)
    {
        var (digest, size) = ("", 0L);
        var reader = new WireReader(message);
        while (reader.Read())
        {
            if (reader.Field == DigestHash) digest = reader.Text;
            else if (reader.Field == DigestSize) size = reader.Number;
        }

        return (digest, size);
    }

    private static FileContent File(ReadOnlySpan<byte> message)
    {
        var (name, digest, size, executable) = ("", "", 0L, false);
        var reader = new WireReader(message);
        while (reader.Read())
        {
            if (reader.Field == FilePath) name = reader.Text;
            else if (reader.Field == FileDigestField) (digest, size) = Digest(reader.Content);
            else if (reader.Field == FileExecutable) executable = reader.Number != 0;
        }

        return new FileContent(name, digest, size, executable);
    }

    private static string TextOf(ReadOnlySpan<byte> message, int field)
    {
        var reader = new WireReader(message);
        while (reader.Read())
            if (reader.Field == field) return reader.Text;
        return "";
    }
}
