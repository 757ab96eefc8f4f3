namespace DigitPipeline.Datasets.Records;

/// <summary>Names of the features in the Object Detection API's records (data_decoders/tf_example_decoder.py).</summary>
internal static class ExampleFeatures
{
    public const string Encoded = "image/encoded";
    public const string Format = "image/format";
    public const string FileName = "image/filename";
    public const string SourceId = "image/source_id";
    public const string Height = "image/height";
    public const string Width = "image/width";
    public const string YMin = "image/object/bbox/ymin";
    public const string XMin = "image/object/bbox/xmin";
    public const string YMax = "image/object/bbox/ymax";
    public const string XMax = "image/object/bbox/xmax";
    public const string ClassText = "image/object/class/text";
    public const string ClassLabel = "image/object/class/label";
    public const string Difficult = "image/object/difficult";
    public const string Crowd = "image/object/is_crowd";
    public const string GroupOf = "image/object/group_of";
}
