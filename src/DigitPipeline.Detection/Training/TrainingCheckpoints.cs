namespace DigitPipeline.Detection.Training;
internal sealed class TrainingCheckpoints(string folder, int keep)
{
    public void Restore(TrainingState state) { _ = folder; _ = keep; _ = state; }
    public void Save(TrainingState state) { _ = folder; _ = state; }
}
