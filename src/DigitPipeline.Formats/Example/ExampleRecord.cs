using System.Text;
using Google.Protobuf;

namespace DigitPipeline.Formats.Example;

/// <summary>
/// An example with the place that it came from, so that every error names file, record and feature. Values are asked for by
/// feature name and kind.
/// </summary>
public sealed class ExampleRecord
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly string file;
    private readonly TFRecord.TFRecord record;

    private ExampleRecord(string file, TFRecord.TFRecord record, Example message)
    {
        this.file = file;
        this.record = record;
        Message = message;
    }

    /// <summary>The message.</summary>
    public Example Message { get; }

    /// <summary>Names of the features, in byte order.</summary>
    public IEnumerable<string> Names => (Message.Features?.Feature.Keys ?? []).Order(Utf8Order.Instance);

    /// <summary>Reads the example of a record; <paramref name="file"/> is the file's name in errors.</summary>
    /// <exception cref="FormatException">The record does not hold a tf.train.Example.</exception>
    public static ExampleRecord Parse(string file, TFRecord.TFRecord record)
    {
        try
        {
            return new ExampleRecord(file, record, Example.Parser.ParseFrom(record.Data.Span));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw FormatException.InBytes(
                file, DataOffset(record), $"record {record.Index} (from 0) is no tf.train.Example: {exception.Message}", exception);
        }
    }

    /// <summary>True where the example has this feature, whatever its kind.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Byte strings; an absent feature is an error, an empty one an empty list.</summary>
    /// <exception cref="FormatException">The feature is absent or of another kind.</exception>
    public IReadOnlyList<ByteString> Bytes(string name) => List(name, Feature.KindOneofCase.BytesList, feature => feature.BytesList.Value);

    /// <summary>Numbers.</summary>
    /// <exception cref="FormatException">As <see cref="Bytes"/>.</exception>
    public IReadOnlyList<float> Floats(string name) => List(name, Feature.KindOneofCase.FloatList, feature => feature.FloatList.Value);

    /// <summary>Integers.</summary>
    /// <exception cref="FormatException">As <see cref="Bytes"/>.</exception>
    public IReadOnlyList<long> Int64s(string name) => List(name, Feature.KindOneofCase.Int64List, feature => feature.Int64List.Value);

    /// <summary>Strings in UTF-8.</summary>
    /// <exception cref="FormatException">As <see cref="Bytes"/>, or the bytes are no UTF-8.</exception>
    public IReadOnlyList<string> Texts(string name) => [.. Bytes(name).Select(bytes => Decode(name, bytes))];

    /// <summary>The one byte string of a feature.</summary>
    /// <exception cref="FormatException">As <see cref="Bytes"/>, or there is not exactly one.</exception>
    public ByteString SingleBytes(string name) => Single(name, Bytes(name));

    /// <summary>The one string of a feature.</summary>
    /// <exception cref="FormatException">As <see cref="SingleBytes"/>.</exception>
    public string SingleText(string name) => Decode(name, SingleBytes(name));

    /// <summary>The one integer of a feature.</summary>
    /// <exception cref="FormatException">As <see cref="SingleBytes"/>.</exception>
    public long SingleInt64(string name) => Single(name, Int64s(name));

    /// <summary>An error that concerns a feature of this record.</summary>
    public FormatException Error(string name, string problem) => FormatException.InBytes(
        file, DataOffset(record), $"record {record.Index} (from 0), feature '{name}': {problem}");

    private static long DataOffset(TFRecord.TFRecord record) => record.Offset + TFRecord.TFRecord.HeaderSize;

    private static string KindName(Feature.KindOneofCase kind) => kind switch
    {
        Feature.KindOneofCase.BytesList => "bytes_list",
        Feature.KindOneofCase.FloatList => "float_list",
        Feature.KindOneofCase.Int64List => "int64_list",
        _ => "no kind",
    };

    private IReadOnlyList<T> List<T>(string name, Feature.KindOneofCase kind, Func<Feature, IReadOnlyList<T>> values)
    {
        var feature = Find(name) ?? throw Error(name, $"it is absent; the record has {string.Join(", ", Names)}");
        if (feature.KindCase == kind)
        {
            return values(feature);
        }

        // Writers that infer the kind from the values leave it open where there are none.
        return feature.KindCase == Feature.KindOneofCase.None
            ? []
            : throw Error(name, $"it holds {KindName(feature.KindCase)}, expected {KindName(kind)}");
    }

    private T Single<T>(string name, IReadOnlyList<T> values) =>
        values.Count == 1 ? values[0] : throw Error(name, $"it holds {values.Count} values, expected one");

    private string Decode(string name, ByteString bytes)
    {
        try
        {
            return Utf8.GetString(bytes.Span);
        }
        catch (DecoderFallbackException exception)
        {
            throw Error(name, $"its bytes are no UTF-8 ({exception.Message})");
        }
    }

    private Feature? Find(string name) =>
        Message.Features is { } features && features.Feature.TryGetValue(name, out var feature) ? feature : null;
}
