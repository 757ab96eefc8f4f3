using Google.Protobuf;

namespace DigitPipeline.Formats.Example;

/// <summary>Serialises an example to the same bytes every time.</summary>
public static class ExampleSerializer
{
    /// <summary>
    /// The bytes of an example with its features in the byte order of their names, as protobuf's deterministic mode gives them;
    /// the plain order is the order of insertion here and random in the original.
    /// </summary>
    public static byte[] Serialize(Example example)
    {
        if (example.Features is not { Feature.Count: > 1 } features)
        {
            return example.ToByteArray();
        }

        var sorted = new Example(example) { Features = new Features(features) };
        sorted.Features.Feature.Clear();
        foreach (var (name, feature) in features.Feature.OrderBy(entry => entry.Key, Utf8Order.Instance))
        {
            sorted.Features.Feature.Add(name, feature);
        }

        return sorted.ToByteArray();
    }
}
