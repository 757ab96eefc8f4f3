using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;
using DigitPipeline.Incremental.Records;

namespace DigitPipeline.Incremental;

/// <summary>The question whether a stage is up to date. It changes nothing.</summary>
internal sealed class StageAssessment(PipelineLayout layout, ContentReader reader)
{
    /// <summary>What is recorded of the stage's outputs.</summary>
    public OutputManifest? Record(Stage stage)
    {
        _ = reader.Digest(layout.Record(stage.Name));
        return OutputManifest.Read(layout.Record(stage.Name));
    }

    /// <summary>Why the outputs are not those of the key; null when they are.</summary>
    public StageReason? ReasonToRun(Stage stage, StageKey key, OutputManifest? record, CancellationToken cancellation)
    {
        if (record is null) return new StageReason(File.Exists(layout.Record(stage.Name)) ? "the record of the last run is damaged" : "first run");
        if (record.Key != key.Digest)
        {
            return StageKey.Read(layout.Key(stage.Name)) is { } old && old.Digest == record.Key
                ? StageReason.Of(old, key)
                : new StageReason("the key of the last run is damaged");
        }

        return OutputCheck.Difference(record, layout.Output(stage.Name), reader, cancellation) is { } difference ? new StageReason(difference) : null;
    }
}
