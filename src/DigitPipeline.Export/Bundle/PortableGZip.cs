using System.Buffers.Binary;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;
using ICSharpCode.SharpZipLib.Zip.Compression.Streams;

namespace DigitPipeline.Export.Bundle;

/// <summary>
/// Writes gzip (RFC 1952) whose bytes depend on nothing but the content: without name and time, compressed by managed code. The runtime's
/// own zlib searches differently on different processors.
/// </summary>
internal sealed class PortableGZip : Stream
{
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

#pragma warning disable CA2213 // The target is its owner's to close.
    private readonly Stream target;
#pragma warning restore CA2213
    private readonly DeflaterOutputStream deflated;
    private readonly Crc32 checksum = new();
    private long length;

    public PortableGZip(Stream target)
    {
        this.target = target;
        target.Write(Header);
        deflated = new DeflaterOutputStream(target, new Deflater(Deflater.DEFAULT_COMPRESSION, noZlibHeaderOrFooter: true)) { IsStreamOwner = false };
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position { get => length; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count)
    {
        deflated.Write(buffer, offset, count);
        checksum.Update(new ArraySegment<byte>(buffer, offset, count));
        length += count;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            deflated.Dispose();
            Span<byte> trailer = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, (uint)checksum.Value);
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], unchecked((uint)length));
            target.Write(trailer);
        }

        base.Dispose(disposing);
    }
}
