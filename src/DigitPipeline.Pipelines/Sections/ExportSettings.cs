using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>What is exported, and how it is checked.</summary>
public sealed record ExportSettings : SettingsSection
{
    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("export", "What is exported, and how it is checked.",
    [
        new FlagSetting("checkpoint", true,
            "Export the checkpoint too, from which the Object Detection API or a further training can go on."),
        new ChoiceSetting("input_type", "image_tensor", ["image_tensor", "float_image_tensor", "encoded_image_string_tensor", "tf_example"],
            "What the SavedModel takes: a picture's bytes, floats, encoded files or tf.train.Examples; as the Object Detection API's exporter names them."),
        new FlagSetting("saved_model", true, "Export a TensorFlow SavedModel beside model.onnx."),
        new NumberSetting("tolerance", 1e-4, 0, 1,
            "Greatest difference between the exported and the trained model's boxes and scores; a greater one fails the stage."),
        new WholeNumberSetting("verify_pictures", 20, 1, 10000, "Test pictures that both models are compared on."),
        new FlagSetting("variants", true, "Export model.float16.onnx and model.int8.onnx too, measured on the test pictures."),
    ]);

    internal ExportSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>Export the checkpoint too, from which the Object Detection API or a further training can go on.</summary>
    public bool Checkpoint => Flag();

    /// <summary>What the SavedModel takes, as the Object Detection API's exporter names it.</summary>
    public string InputType => Text();

    /// <summary>Export a TensorFlow SavedModel beside model.onnx.</summary>
    public bool SavedModel => Flag();

    /// <summary>Export model.float16.onnx and model.int8.onnx too, measured on the test pictures.</summary>
    public bool Variants => Flag();

    /// <summary>Greatest difference between the exported and the trained model's boxes and scores; a greater one fails the stage.</summary>
    public double Tolerance => Number();

    /// <summary>Test pictures that both models are compared on.</summary>
    public int VerifyPictures => Whole();
}
