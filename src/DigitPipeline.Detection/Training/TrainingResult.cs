namespace DigitPipeline.Detection.Training;
internal static class TrainingResult
{
    public static void Write(TrainingState state, TrainingOptions options, string folder) { _ = state; _ = options; _ = folder; }
}
