using System.Text.Json;
using DigitPipeline.Formats.Tests.TextFormat;
using DigitPipeline.Formats.TextFormat;
using Google.Protobuf;

namespace DigitPipeline.Formats.Tests.PipelineConfig;

public class GoldenConfigTests
{
    [Fact]
    public void Every_golden_config_and_label_map_is_read_and_printed_as_by_the_original()
    {
        // Two originals have the same file name: the later one's file is there.
        var configs = Configs().GroupBy(config => config.GetProperty("file").GetString()!).Select(group => group.Last()).ToList();
        foreach (var config in configs)
        {
            var file = config.GetProperty("file").GetString()!;
            var message = Create(config);
            new TextFormatParser().Merge(TextSource.Load(Path.Combine(Golden.Folder("textproto"), file)), message);

            var canonical = TextSource.Load(Path.Combine(Golden.Folder("textproto"), config.GetProperty("canonical").GetString()!));
            Assert.Equal((file, canonical.Text), (file, TextFormatPrinter.Print(message)));
            Assert.Equal((file, config.GetProperty("binaryBase64").GetString()), (file, Convert.ToBase64String(MessageTypes.Serialize(message))));
        }

        Assert.NotEmpty(configs);
    }

    [Fact]
    public void Every_golden_binary_survives_the_way_through_text()
    {
        foreach (var config in Configs())
        {
            var binary = config.GetProperty("binaryBase64").GetBytesFromBase64();
            var message = Create(config);
            message.MergeFrom(binary);
            var again = Create(config);
            new TextFormatParser(Duplicates.Refuse).Merge(new TextSource("printed", TextFormatPrinter.Print(message)), again);
            Assert.Equal(binary, MessageTypes.Serialize(again));
        }
    }

    [Fact]
    public void The_config_that_the_original_exports_is_its_own_canonical_form()
    {
        var file = Path.Combine(Golden.Folder("odapi"), "export", "exported_image_tensor", "pipeline.config");
        var config = Formats.PipelineConfig.PipelineConfigFile.Read(file);
        Assert.Equal(File.ReadAllText(file), TextFormatPrinter.Print(config));
    }

    private static IMessage Create(JsonElement config) => MessageTypes.Create(config.GetProperty("message").GetString()!);

    private static JsonElement.ArrayEnumerator Configs() =>
        Golden.Json(Path.Combine(Golden.Folder("textproto"), "configs.json")).GetProperty("configs").EnumerateArray();
}
