using DigitPipeline.Export.SavedModel.Protos;

namespace DigitPipeline.Export.SavedModel.Operators;

/// <summary>The interfaces of the TensorFlow operations that are used, from <c>operators.txt</c>.</summary>
internal static class OperatorTable
{
    private static readonly Lazy<SortedDictionary<string, OpDef>> Operators = new(Load);

    /// <summary>All operations by name.</summary>
    public static IReadOnlyDictionary<string, OpDef> All => Operators.Value;

    /// <summary>The interface of an operation.</summary>
    /// <exception cref="ArgumentException">The table does not have it.</exception>
    public static OpDef Get(string name) => Operators.Value.TryGetValue(name, out var found)
        ? found
        : throw new ArgumentException($"The operation '{name}' is not in operators.txt.", nameof(name));

    private static SortedDictionary<string, OpDef> Load()
    {
        using var resource = typeof(OperatorTable).Assembly.GetManifestResourceStream("operators.txt")!;
        using var reader = new StreamReader(resource);
        var operators = new SortedDictionary<string, OpDef>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var parsed = OperatorLine.Parse(line);
                operators.Add(parsed.Name, parsed);
            }
        }

        return operators;
    }
}
