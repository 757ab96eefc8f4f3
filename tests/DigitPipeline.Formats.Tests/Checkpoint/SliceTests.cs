using System.Runtime.InteropServices;
using System.Text;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Checkpoint.SortedTable;
using DigitPipeline.Formats.Checksums;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;

namespace DigitPipeline.Formats.Tests.Checkpoint;

public class SliceTests
{
    [Theory]
    [InlineData(0, -1, "807f")]
    [InlineData(5, 63, "85bf")]
    [InlineData(64, 300, "c040c12c")]
    [InlineData(8191, 8192, "dfffe02000")]
    [InlineData(1L << 40, long.MaxValue, "fd0000000000ffc07fffffffffffffff")]
    public void Numbers_of_a_key_keep_their_order(long start, long length, string hex)
    {
        var slice = new TensorSliceProto { Extent = { new TensorSliceProto.Types.Extent { Start = start, Length = length } } };
        Assert.Equal("00" + "61" + "0001" + "0101" + hex, Convert.ToHexStringLower(SliceKey.Of("a", slice)));
    }

    [Fact]
    public void A_zero_byte_in_the_name_of_a_key_is_not_its_end() =>
        Assert.Equal("006100ff62" + "0001" + "00", Convert.ToHexStringLower(SliceKey.Of("a\0b", new TensorSliceProto())));

    [Fact]
    public void A_tensor_in_slices_is_put_together()
    {
        using var folder = new TemporaryFolder();
        Write(folder, [2, 4], ([Part(0, 2), Part(0, 1)], [1, 5]), ([Part(0, 2), Part(1, 3)], [2, 3, 4, 6, 7, 8]));
        Assert.Equal([1f, 2, 3, 4, 5, 6, 7, 8], TensorBundleReader.Open(folder["a"]).Read("w").Floats());
    }

    [Fact]
    public void Slices_along_the_first_of_three_dimensions_are_put_together()
    {
        using var folder = new TemporaryFolder();
        Write(folder, [3, 2, 2], ([Part(2, 1), Whole(), Whole()], [9, 10, 11, 12]), ([Part(0, 2), Whole(), Whole()], [1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (float)i), TensorBundleReader.Open(folder["a"]).Read("w").Floats());
    }

    [Fact]
    public void Slices_that_overlap_or_leave_gaps_or_do_not_fit_are_refused()
    {
        Contains("overlap", [4], ([Part(0, 3)], [1, 2, 3]), ([Part(2, 2)], [3, 4]));
        Contains("expected 4 elements", [4], ([Part(0, 3)], [1, 2, 3]));
        Contains("does not fit its shape", [4], ([Part(2, 3)], [1, 2, 3]));
        Contains("does not fit its shape", [4], ([Part(0, 4), Part(0, 1)], [1, 2, 3, 4]));
    }

    private static TensorSliceProto.Types.Extent Part(long start, long length) => new() { Start = start, Length = length };

    private static TensorSliceProto.Types.Extent Whole() => new();

    private static void Contains(string problem, long[] shape, params (TensorSliceProto.Types.Extent[] Extents, float[] Values)[] parts)
    {
        using var folder = new TemporaryFolder();
        Write(folder, shape, parts);
        var error = Assert.Throws<FormatException>(() => TensorBundleReader.Open(folder["a"]).Read("w"));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static void Write(TemporaryFolder folder, long[] shape, params (TensorSliceProto.Types.Extent[] Extents, float[] Values)[] parts)
    {
        var entries = new SortedDictionary<byte[], BundleEntryProto>(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
        var parent = new BundleEntryProto { Dtype = DataType.DtFloat, Shape = Shape(shape) };
        entries.Add(Encoding.UTF8.GetBytes("w"), parent);
        using var data = new MemoryStream();
        foreach (var (extents, values) in parts)
        {
            var slice = new TensorSliceProto { Extent = { extents } };
            parent.Slices.Add(slice);
            var bytes = MemoryMarshal.AsBytes(values.AsSpan());
            entries.Add(SliceKey.Of("w", slice), new BundleEntryProto
            {
                Dtype = DataType.DtFloat,
                Shape = Shape([.. extents.Select((extent, i) => extent.HasLength ? extent.Length : shape[i])]),
                Offset = data.Length,
                Size = bytes.Length,
                Crc32C = Crc32C.Masked(bytes),
            });
            data.Write(bytes);
        }

        using var index = new MemoryStream();
        var table = new TableWriter(index);
        table.Add([], new BundleHeaderProto { NumShards = 1, Version = new VersionDef { Producer = 1 } }.ToByteArray());
        foreach (var (key, entry) in entries)
        {
            table.Add(key, entry.ToByteArray());
        }

        table.Finish();
        folder.Write("a.index", index.ToArray());
        folder.Write("a.data-00000-of-00001", data.ToArray());
    }

    private static TensorShapeProto Shape(long[] sizes) => new() { Dim = { sizes.Select(size => new TensorShapeProto.Types.Dim { Size = size }) } };
}
