using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;

namespace DigitPipeline.Detection.Execution;

/// <summary>
/// Addresses of what libtorch has inside but does not export, from the symbol table that its file carries (ELF64, section
/// <c>.symtab</c>).
/// </summary>
internal static unsafe class LibtorchSymbols
{
    private const int SectionOffset = 40, SectionSize = 58, SectionCount = 60;
    private const uint SymbolTable = 2;

    /// <summary>Addresses in this process of the symbols with the given names; 0 for one that the file does not name.</summary>
    /// <param name="library">Handle of the loaded library.</param>
    /// <param name="exported">Any name that the library exports: it says where the library lies.</param>
    /// <param name="names">Names as the linker has them.</param>
    public static nint[] Find(nint library, string exported, params string[] names)
    {
        var found = new nint[names.Length];
        if (Locate(NativeLibrary.GetExport(library, exported)) is not ({ } path, var start))
        {
            return found;
        }

        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* elf = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref elf);
        try
        {
            var wanted = Array.ConvertAll(names, name => Encoding.ASCII.GetBytes(name + '\0'));
            for (var index = 0; index < *(ushort*)(elf + SectionCount); index++)
            {
                var section = Section(elf, index);
                if (section->Type == SymbolTable)
                {
                    Search(new((Symbol*)(elf + section->Offset), (int)(section->Size / (ulong)sizeof(Symbol))), elf + Section(elf, (int)section->Link)->Offset, wanted, start, found);
                }
            }
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        return found;
    }

    private static SectionHeader* Section(byte* elf, int index) =>
        (SectionHeader*)(elf + *(long*)(elf + SectionOffset) + (index * *(ushort*)(elf + SectionSize)));

    private static void Search(ReadOnlySpan<Symbol> symbols, byte* texts, byte[][] wanted, nint start, nint[] found)
    {
        foreach (ref readonly var symbol in symbols)
        {
            var name = texts + symbol.Name;
            for (var i = 0; i < wanted.Length; i++)
            {
                if (symbol.Value != 0 && new ReadOnlySpan<byte>(name, wanted[i].Length).SequenceEqual(wanted[i]))
                {
                    found[i] = start + (nint)symbol.Value;
                }
            }
        }
    }

    private static (string Path, nint Start)? Locate(nint address)
    {
        Place place;
        return NativeLibrary.TryLoad("libc.so.6", out var libc)
            && NativeLibrary.TryGetExport(libc, "dladdr", out var function)
            && ((delegate* unmanaged<nint, Place*, int>)function)(address, &place) != 0
            && Marshal.PtrToStringUTF8(place.File) is { } path
            ? (path, place.Start)
            : null;
    }

    // As in the manual pages dladdr(3) and elf(5).
    private readonly record struct Place(nint File, nint Start, nint Name, nint Address);

    private readonly record struct SectionHeader(
        uint Name, uint Type, ulong Flags, ulong Address, ulong Offset, ulong Size, uint Link, uint Info, ulong Alignment, ulong EntrySize);

    private readonly record struct Symbol(uint Name, byte Info, byte Other, ushort Section, ulong Value, ulong Size);
}
