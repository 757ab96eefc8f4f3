using System.Text;
using CsCheck;
using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Formats.Tests.Checkpoint;

public class TensorBundleTests
{
    private static readonly BundleTensor[] Small =
    [
        BundleTensor.OfFloats("model/kernel/.ATTRIBUTES/VARIABLE_VALUE", [2, 1], [1, -2.5f]),
        BundleTensor.OfInt64s("step/.ATTRIBUTES/VARIABLE_VALUE", [], [7]),
        BundleTensor.OfStrings("names", [2], [Encoding.UTF8.GetBytes("일"), ReadOnlyMemory<byte>.Empty]),
        new("empty", BundleType.Float16, [0, 3], ReadOnlyMemory<byte>.Empty),
    ];

    private static readonly Gen<BundleTensor[]> Tensors = Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 30], Gen.Float.Array[0, 20])
        .Select((name, values) => BundleTensor.OfFloats(name, [values.Length, 1], values))
        .Array[0, 60]
        .Select(tensors => tensors.DistinctBy(tensor => tensor.Name).ToArray());

    [Fact]
    public void What_is_written_is_read_again() => Tensors.Sample(tensors =>
    {
        using var folder = new TemporaryFolder();
        TensorBundleWriter.Write(folder["a"], tensors);
        var bundle = TensorBundleReader.Open(folder["a"]);
        Assert.Equal(tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal), bundle.Entries.Select(entry => entry.Name));
        Assert.All(tensors, tensor => Assert.Equal(tensor.Floats(), bundle.Read(tensor.Name).Floats()));
        Assert.Equal(["a.data-00000-of-00001", "a.index"], folder.Files);
    }, iter: 30);

    [Fact]
    public void Types_and_strings_are_read_again()
    {
        using var folder = new TemporaryFolder();
        TensorBundleWriter.Write(folder["a"], Small);
        var bundle = TensorBundleReader.Open(folder["a"]);
        Assert.Equal([7L], bundle.Read("step/.ATTRIBUTES/VARIABLE_VALUE").Int64s());
        Assert.Equal(["일", ""], bundle.Read("names").Strings().Select(text => Encoding.UTF8.GetString(text.Span)));
        Assert.Equal([0, 3], bundle.Find("empty")!.Shape);
        Assert.Null(bundle.ObjectGraph());
        Assert.Throws<KeyNotFoundException>(() => bundle.Read("nothing"));
        Assert.Throws<InvalidOperationException>(() => bundle.Read("names").Floats());
    }

    [Fact]
    public void Every_changed_byte_is_noticed_or_harmless()
    {
        using var folder = new TemporaryFolder();
        TensorBundleWriter.Write(folder["a"], Small);
        foreach (var suffix in new[] { ".index", ".data-00000-of-00001" })
        {
            var bytes = File.ReadAllBytes(folder["a" + suffix]);
            for (var position = 0; position < bytes.Length; position++)
            {
                byte[] changed = [.. bytes];
                changed[position] ^= (byte)(1 << (position % 8));
                folder.Write("a" + suffix, changed);
                Assert.True(Fails(folder["a"]) || ReadsAlike(folder["a"]), $"{suffix} byte {position}");
            }

            folder.Write("a" + suffix, bytes);
        }
    }

    [Fact]
    public void Files_cut_anywhere_are_noticed()
    {
        using var folder = new TemporaryFolder();
        TensorBundleWriter.Write(folder["a"], Small);
        foreach (var suffix in new[] { ".index", ".data-00000-of-00001" })
        {
            var bytes = File.ReadAllBytes(folder["a" + suffix]);
            for (var length = 0; length < bytes.Length; length++)
            {
                folder.Write("a" + suffix, bytes.AsSpan(0, length));
                Assert.True(Fails(folder["a"]), $"{suffix} cut at {length}");
            }

            folder.Write("a" + suffix, bytes);
        }
    }

    [Fact]
    public void A_missing_checkpoint_and_a_missing_data_file_are_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("a.index: no such file", Assert.Throws<FileNotFoundException>(() => TensorBundleReader.Open(folder["a"])).Message, StringComparison.Ordinal);
        TensorBundleWriter.Write(folder["a"], Small);
        File.Delete(folder["a.data-00000-of-00001"]);
        var error = Assert.Throws<FormatException>(() => TensorBundleReader.Open(folder["a"]).Read("names"));
        Assert.Contains("a.data-00000-of-00001: no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_that_cannot_be_stored_are_refused_and_nothing_is_left()
    {
        using var folder = new TemporaryFolder();
        BundleTensor[][] wrong =
        [
            [Small[0], Small[0]],
            [Small[0] with { Name = "" }],
            [Small[0] with { Name = "\0a" }],
            [Small[0] with { Shape = [3] }],
            [Small[0] with { Shape = [-1, -2] }],
            [Small[0] with { Type = BundleType.Variant }],
        ];
        Assert.All(wrong, tensors => Assert.Throws<ArgumentException>(() => TensorBundleWriter.Write(folder["a"], tensors)));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_finished_leaves_the_older_one()
    {
        using var folder = new TemporaryFolder();
        TensorBundleWriter.Write(folder["a"], Small);
        Assert.Throws<ArgumentException>(() => TensorBundleWriter.Write(folder["a"], [Small[1], Small[1]]));
        Assert.True(ReadsAlike(folder["a"]));
    }

    private static bool Fails(string prefix)
    {
        try
        {
            ReadAll(prefix);
            return false;
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static bool ReadsAlike(string prefix) =>
        ReadAll(prefix).Order(StringComparer.Ordinal).SequenceEqual(Small.Select(Text).Order(StringComparer.Ordinal));

    private static List<string> ReadAll(string prefix)
    {
        var bundle = TensorBundleReader.Open(prefix);
        return [.. bundle.Entries.Select(entry => Text(bundle.Read(entry.Name)))];
    }

    private static string Text(BundleTensor tensor) =>
        $"{tensor.Name} {tensor.Type} [{string.Join(", ", tensor.Shape)}] {Convert.ToHexString(tensor.Data.Span)}";
}
