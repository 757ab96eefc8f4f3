using DigitPipeline.Formats.Tensors;

namespace DigitPipeline.Export.SavedModel;

/// <summary>Names and shapes of the input types.</summary>
public static class InputTypes
{
    private static readonly Dictionary<string, InputType> ByName = Enum.GetValues<InputType>().ToDictionary(Name, StringComparer.Ordinal);

    /// <summary>The exporter's names.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The exporter's name.</summary>
    public static string Name(this InputType type) => type switch
    {
        InputType.ImageTensor => "image_tensor",
        InputType.FloatImageTensor => "float_image_tensor",
        InputType.EncodedImageStringTensor => "encoded_image_string_tensor",
        _ => "tf_example",
    };

    /// <summary>The type of a name; null where there is none.</summary>
    public static InputType? Parse(string name) => ByName.TryGetValue(name, out var type) ? type : null;

    /// <summary>Type of the elements.</summary>
    internal static DataType ElementType(this InputType type) => type switch
    {
        InputType.ImageTensor => DataType.DtUint8,
        InputType.FloatImageTensor => DataType.DtFloat,
        _ => DataType.DtString,
    };

    /// <summary>Shape; -1 is any size.</summary>
    internal static int[] Shape(this InputType type) => type switch
    {
        InputType.ImageTensor => [1, -1, -1, 3],
        InputType.FloatImageTensor => [-1, -1, -1, 3],
        _ => [-1],
    };
}
