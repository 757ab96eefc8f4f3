using System.Text;
using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Formats.Tests.Checkpoint;

public class CheckpointStateTests
{
    [Fact]
    public void The_file_is_written_without_times_and_read_again()
    {
        using var folder = new TemporaryFolder();
        new CheckpointState("ckpt-2", ["ckpt-1", "ckpt-2"]).Write(folder[""]);
        Assert.Equal(
            "model_checkpoint_path: \"ckpt-2\"\nall_model_checkpoint_paths: \"ckpt-1\"\nall_model_checkpoint_paths: \"ckpt-2\"\n",
            File.ReadAllText(folder["checkpoint"]));
        var read = CheckpointState.Read(folder[""])!;
        Assert.Equal(("ckpt-2", "ckpt-1,ckpt-2"), (read.Latest, string.Join(',', read.All)));
    }

    [Fact]
    public void A_folder_without_the_file_has_no_state()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(CheckpointState.Read(folder[""]));
    }

    [Theory]
    [InlineData("model_checkpoint: \"a\"\n", ":1:1: ")]
    [InlineData("# nothing\n", "model_checkpoint_path is missing")]
    public void A_damaged_file_is_an_error(string text, string problem)
    {
        using var folder = new TemporaryFolder();
        folder.Write("checkpoint", Encoding.UTF8.GetBytes(text));
        Assert.Contains(problem, Assert.Throws<FormatException>(() => CheckpointState.Read(folder[""])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tensor-bundle/objects", "ckpt-2")]
    [InlineData("tensor-bundle/saver-v1", "model.ckpt-5")]
    [InlineData("odapi/model-small/checkpoint", "ckpt-0")]
    [InlineData("odapi/model-small/checkpoint-train", "ckpt-1")]
    [InlineData("odapi/training/smooth/checkpoint-after-10", "ckpt-1")]
    public void Golden_files_name_the_latest_checkpoint(string folder, string latest)
    {
        var state = CheckpointState.Read(Golden.Folder(folder))!;
        Assert.Equal(latest, state.Latest);
        Assert.Equal(Golden.Folder($"{folder}/{latest}"), CheckpointLocator.Find(Golden.Folder(folder)));
    }

    [Fact]
    public void The_golden_state_is_written_as_the_original_writes_it_but_for_the_times()
    {
        using var folder = new TemporaryFolder();
        CheckpointState.Read(Golden.Folder("tensor-bundle/objects"))!.Write(folder[""]);
        var lines = Golden.Json(Golden.Folder("tensor-bundle/objects/checkpoint-file.json")).GetProperty("text").EnumerateArray().Select(line => line.GetString()!);
        Assert.Equal(lines.Where(line => !line.EndsWith("(time)", StringComparison.Ordinal)), File.ReadAllText(folder["checkpoint"]).Split('\n'));
    }
}
