using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Manifests;

/// <summary>One path of a <see cref="StateTable"/>, as it lies in the file.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct StateRow
{
    private const byte ExecutableFlag = 1, SettledFlag = 2;

    public int Folder;
    public int Name;
    public int NameLength;
    public SeenKind Kind;
    private byte _fileKind;
    private byte _flags;
    private byte _unused;
    private long _size;
    private long _modifiedNs;
    private long _changedNs;
    private ulong _inode;
    private RowDigest _digest;

    [InlineArray(32)]
    private struct RowDigest
    {
        private byte _first;
    }

    public readonly bool Settled => (_flags & SettledFlag) != 0;

    public readonly FileState State =>
        new((FileKind)_fileKind, _size, _modifiedNs, _changedNs, _inode, (_flags & ExecutableFlag) != 0);

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Digest => _digest;

    public void Set(FileState state, bool settled)
    {
        (_fileKind, _size, _modifiedNs, _changedNs, _inode) = ((byte)state.Kind, state.Size, state.ModifiedNs, state.ChangedNs, state.Inode);
        _flags = (byte)((state.Executable ? ExecutableFlag : 0) | (settled ? SettledFlag : 0));
    }

    public void Set(string digest)
    {
        if (digest.Length > 0) Convert.FromHexString(digest, _digest, out _, out _);
    }
}
