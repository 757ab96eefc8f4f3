namespace DigitPipeline.Export.SavedModel;

/// <summary>What a SavedModel takes, as the Object Detection API's exporter names it.</summary>
public enum InputType
{
    /// <summary><c>image_tensor</c>: one picture, uint8 <c>[1, height, width, 3]</c>.</summary>
    ImageTensor,

    /// <summary><c>float_image_tensor</c>: pictures of one size, float32 <c>[batch, height, width, 3]</c>, values 0 to 255.</summary>
    FloatImageTensor,

    /// <summary><c>encoded_image_string_tensor</c>: picture files, string <c>[batch]</c>.</summary>
    EncodedImageStringTensor,

    /// <summary><c>tf_example</c>: serialized tf.train.Example with <c>image/encoded</c>, string <c>[batch]</c>.</summary>
    TfExample,
}
