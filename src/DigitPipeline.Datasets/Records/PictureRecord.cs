using System.Buffers;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Layout;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.PascalVoc;

namespace DigitPipeline.Datasets.Records;

/// <summary>The record of one picture, ready to be written, in a borrowed buffer that goes back with <see cref="Dispose"/>.</summary>
internal sealed class PictureRecord : IDisposable
{
    private readonly byte[] buffer;
    private readonly int size;

    private PictureRecord(byte[] buffer, int size, IReadOnlyList<VocObject> objects) =>
        (this.buffer, this.size, Objects) = (buffer, size, objects);

    /// <summary>The serialised example.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, size);

    /// <summary>What is on the picture.</summary>
    public IReadOnlyList<VocObject> Objects { get; }

    /// <summary>Reads and checks a picture and its annotation.</summary>
    /// <exception cref="Formats.FormatException">One of them is damaged, or a class is not in the label map.</exception>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static PictureRecord Of(DataSetPicture picture, LabelMap labels)
    {
        using var encoded = FileBytes.Read(picture.Path);
        var annotation = VocAnnotation.Read(picture.AnnotationPath!);
        var header = ImageDecoder.Check(encoded.Memory.Span, picture.Path);
        var example = ExampleWriter.Write(picture.Name, encoded.Memory, header, annotation, picture.AnnotationPath!, labels);
        var serializer = ExampleSerializer.For(example);
        var buffer = ArrayPool<byte>.Shared.Rent(serializer.Size);
        serializer.WriteTo(buffer);
        return new PictureRecord(buffer, serializer.Size, annotation.Objects);
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
