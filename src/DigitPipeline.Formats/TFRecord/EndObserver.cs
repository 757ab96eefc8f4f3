namespace DigitPipeline.Formats.TFRecord;

/// <summary>A stream that remembers whether somebody asked it for more than there was, and whether it could not be read.</summary>
internal sealed class EndObserver(Stream source) : Stream
{
    /// <summary>True once a read found nothing.</summary>
    public bool EndWasSeen { get; private set; }

    /// <summary>True once a read failed.</summary>
    public bool Failed { get; private set; }

    /// <summary>The stream behind this one, which stays open.</summary>
    public Stream Source => source;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = source.Read(buffer);
            EndWasSeen |= read == 0 && !buffer.IsEmpty;
            return read;
        }
        catch
        {
            Failed = true;
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
