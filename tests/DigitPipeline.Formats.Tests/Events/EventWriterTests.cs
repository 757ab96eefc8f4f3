using System.Text.Json;
using CsCheck;
using DigitPipeline.Formats.Events;

namespace DigitPipeline.Formats.Tests.Events;

public class EventWriterTests
{
    private static readonly byte[] Picture = [1, 2, 3];

    [Fact]
    public void Scalars_are_written_as_TensorFlow_2_writes_them()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new EventWriter(folder["tfevents"], step => 1600000000 + step))
        {
            writer.Scalar(100, "Loss/total_loss", 0.5f);
        }

        var records = EventReader.Read(folder["tfevents"]).ToList();
        Assert.Equal(("brain.Event:2", 1600000000), (records[0].Event.FileVersion, records[0].Event.WallTime));
        Assert.Equal(1600000100, records[1].Event.WallTime);
        Assert.Equal(
            "10642a2c0a2a0a0f4c6f73732f746f74616c5f6c6f7373420a0801120022040000003f4a0b0a090a077363616c617273",
            Convert.ToHexStringLower(Google.Protobuf.MessageExtensions.ToByteArray(records[1].Event)[9..]));
    }

    [Fact]
    public void The_same_values_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        Write(folder["a"], 5);
        Write(folder["b"], 5);
        Assert.Equal(File.ReadAllBytes(folder["a"]), File.ReadAllBytes(folder["b"]));
    }

    [Fact]
    public void A_run_that_was_stopped_anywhere_ends_with_the_bytes_of_one_that_was_not() =>
        Gen.Select(Gen.Long[0, 9], Gen.Int[0, 300]).Sample((checkpoint, cut) =>
        {
            using var folder = new TemporaryFolder();
            Write(folder["whole"], 10);
            var whole = File.ReadAllBytes(folder["whole"]);

            // What stands on the disk is at least all up to the checkpoint's step, and may end inside of a record.
            Write(folder["least"], checkpoint);
            var least = (int)new FileInfo(folder["least"]).Length;
            folder.Write("stopped", whole.AsSpan(0, Math.Min(whole.Length, least + cut)));
            using (var writer = EventWriter.Resume(folder["stopped"], Time, checkpoint))
            {
                WriteSteps(writer, checkpoint + 1, 10);
            }

            Assert.Equal(whole, File.ReadAllBytes(folder["stopped"]));
        }, iter: 50);

    [Fact]
    public void A_file_that_is_not_there_is_started()
    {
        using var folder = new TemporaryFolder();
        EventWriter.Resume(folder["a"], Time, 7).Dispose();
        Assert.Equal("brain.Event:2", EventReader.Read(folder["a"]).Single().Event.FileVersion);
    }

    [Fact]
    public void Files_are_named_so_that_TensorBoard_finds_them() =>
        Assert.Equal("events.out.tfevents.0000000007.digits", EventWriter.FileName(7, "digits"));

    [Fact]
    public void A_reader_sees_what_was_flushed_while_the_file_is_open()
    {
        using var folder = new TemporaryFolder();
        using var writer = new EventWriter(folder["tfevents"], Time);
        writer.Scalar(1, "a", 1);
        writer.Flush();
        Assert.Equal(2, EventReader.Read(folder["tfevents"]).Count());
    }

    [Fact]
    public void The_inspection_gives_one_json_object_a_value()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["eval"]);
        using (var writer = new EventWriter(Path.Combine(folder["eval"], "events.out.tfevents.0.digits"), Time))
        {
            writer.Write(2, SummaryValues.Scalar("a", float.NaN), SummaryValues.Images("숫자", 10, 8, [Picture]));
            writer.Write(3, SummaryValues.Text("t", "*x*"), SummaryValues.Histogram("h", Histogram.Of([0, 1], 2)));
        }

        const string start = """{"run":"eval","step":""";
        Assert.Equal(
            [
                start + """2,"wall_time":2,"tag":"a","plugin":"scalars","value_kind":"tensor","dtype":"float32","shape":[],"value":"nan"}""",
                start + """2,"wall_time":2,"tag":"숫자","plugin":"images","value_kind":"tensor","dtype":"string","shape":[3],"width":10,"height":8,"sha256":["039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"]}""",
                start + """3,"wall_time":3,"tag":"t","plugin":"text","value_kind":"tensor","dtype":"string","shape":[],"values":["Kngq"]}""",
                start + """3,"wall_time":3,"tag":"h","plugin":"histograms","value_kind":"tensor","dtype":"float64","shape":[2,3],"values":[0,0.5,1,0.5,1,1]}""",
            ],
            EventInspection.JsonLines(folder[""].TrimEnd('/')));
    }

    [Fact]
    public void A_damaged_file_shows_what_comes_before_the_damage()
    {
        using var folder = new TemporaryFolder();
        Write(folder["tfevents"], 3);
        var bytes = File.ReadAllBytes(folder["tfevents"]);
        folder.Write("tfevents", bytes.AsSpan(0, bytes.Length - 1));
        using var lines = EventInspection.JsonLines(folder[""].TrimEnd('/')).GetEnumerator();
        Assert.True(lines.MoveNext());
        Assert.Equal(1, JsonSerializer.Deserialize<JsonElement>(lines.Current).GetProperty("step").GetInt64());
        Assert.True(lines.MoveNext());
        Assert.Contains("record 3 (from 0)", Assert.Throws<FormatException>(() => lines.MoveNext()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_outside_of_a_curve_or_histogram_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PrCurve.Of([true], [1.5f], 11));
        Assert.Throws<ArgumentException>(() => PrCurve.Of([true], [], 11));
        Assert.Throws<ArgumentException>(() => PrCurve.OfDetections([true, true], [1, 1], 1, 11));
        Assert.Throws<ArgumentException>(() => Histogram.Of([float.NaN]));
    }

    [Fact]
    public void What_a_detector_leaves_unseen_lowers_its_recall_at_every_threshold() => Assert.Equal(
        [
            2, 1, 1, // true positives
            1, 1, 0, // false positives
            0, 0, 0,
            2, 3, 3, // false negatives
            2 / 3f, .5f, 1,
            .5f, .25f, .25f,
        ],
        PrCurve.OfDetections([true, true, false], [1f, .2f, .7f], objects: 4, thresholdCount: 3).Values.ToArray());

    [Fact]
    public void Changed_bytes_give_events_or_a_format_error()
    {
        using var folder = new TemporaryFolder();
        Write(folder["a"], 3);
        var bytes = File.ReadAllBytes(folder["a"]);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte[1, 255]).Sample((position, change) =>
        {
            byte[] changed = [.. bytes];
            changed[position] ^= change;
            using var copy = new TemporaryFolder();
            Assert.Throws<FormatException>(() => EventReader.Read(copy.Write("a", changed)).Count());
        }, iter: 200);
    }

    private static double Time(long step) => step;

    private static void Write(string path, long steps)
    {
        using var writer = new EventWriter(path, Time);
        WriteSteps(writer, 1, steps);
    }

    private static void WriteSteps(EventWriter writer, long first, long last)
    {
        for (var step = first; step <= last; step++)
        {
            writer.Scalar(step, "loss", 1f / step);
        }
    }
}
