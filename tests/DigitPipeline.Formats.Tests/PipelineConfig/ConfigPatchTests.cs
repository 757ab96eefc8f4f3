using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Formats.TextFormat.Editing;

namespace DigitPipeline.Formats.Tests.PipelineConfig;

public class ConfigPatchTests
{
    private const string Config = """
        # SSD for digits
        model {
          ssd {
            num_classes: 0x5A  # as in COCO
            feature_extractor { type: 'ssd_resnet50_v1_fpn_keras' }
          }
        }

        train_config: {
          batch_size: 64;
          # where training starts
          fine_tune_checkpoint: 'PATH_TO_BE_' "CONFIGURED"
        }
        eval_input_reader < label_map_path: "a" >
        eval_input_reader: { }

        """;

    [Theory]
    [InlineData("train_config.batch_size", "2", "batch_size: 64", "batch_size: 2")]
    [InlineData("model.ssd.num_classes", "10", "0x5A", "10")]
    [InlineData("model.ssd.feature_extractor.type", "it's", "'ssd_resnet50_v1_fpn_keras'", "'it\\'s'")]
    [InlineData("train_config.fine_tune_checkpoint", "/zoo/ü\n", "'PATH_TO_BE_' \"CONFIGURED\"", "'/zoo/ü\\n'")]
    [InlineData("eval_input_reader[0].label_map_path", "b", "\"a\"", "\"b\"")]
    [InlineData("eval_input_reader[1].label_map_path", "b", "eval_input_reader: { }", "eval_input_reader: { label_map_path: \"b\" }")]
    [InlineData("train_config.num_steps", "100", "\"CONFIGURED\"\n", "\"CONFIGURED\"\n  num_steps: 100\n")]
    [InlineData(
        "model.ssd.feature_extractor.conv_hyperparams.activation",
        "RELU_6",
        "keras' }",
        "keras' conv_hyperparams { activation: RELU_6 } }")]
    [InlineData(
        "model.ssd.image_resizer.fixed_shape_resizer",
        "height: 64 width: 96",
        "keras' }\n",
        "keras' }\n    image_resizer {\n      fixed_shape_resizer {\n        height: 64\n        width: 96\n      }\n    }\n")]
    [InlineData("train_config.optimizer.momentum_optimizer.momentum_optimizer_value", ".9000", "\"CONFIGURED\"\n",
        "\"CONFIGURED\"\n  optimizer {\n    momentum_optimizer {\n      momentum_optimizer_value: 0.9\n    }\n  }\n")]
    [InlineData("eval_config.use_moving_averages", "False", "eval_input_reader: { }\n", "eval_input_reader: { }\neval_config {\n  use_moving_averages: false\n}\n")]
    [InlineData("eval_input_reader[2].shuffle", "true", "eval_input_reader: { }\n", "eval_input_reader: { }\neval_input_reader {\n  shuffle: true\n}\n")]
    [InlineData("eval_input_reader[+].shuffle", "true", "eval_input_reader: { }\n", "eval_input_reader: { }\neval_input_reader {\n  shuffle: true\n}\n")]
    public void Only_the_value_that_is_named_changes(string path, string value, string before, string after)
    {
        Assert.Equal(Config.Replace(before, after, StringComparison.Ordinal), ConfigPatch.Apply(Config, "pipeline.config", [(path, value)]));
        Assert.Contains(before, Config, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_element_is_meant_by_empty_brackets() =>
        Assert.Equal(
            Config.Replace("\"a\" >", "\"a\" shuffle: false >", StringComparison.Ordinal).Replace("{ }", "{ shuffle: false }", StringComparison.Ordinal),
            ConfigPatch.Apply(Config, "pipeline.config", [("eval_input_reader[].shuffle", "false")]));

    [Fact]
    public void Empty_brackets_add_the_first_element_where_there_is_none() =>
        Assert.Equal(
            "eval_input_reader {\n  shuffle: false\n}\n", ConfigPatch.Apply(string.Empty, "pipeline.config", [("eval_input_reader[].shuffle", "false")]));

    [Fact]
    public void A_value_that_is_there_already_keeps_its_spelling() =>
        Assert.Equal(
            Config,
            ConfigPatch.Apply(
                Config,
                "pipeline.config",
                [("model.ssd.num_classes", "90"), ("train_config.fine_tune_checkpoint", "PATH_TO_BE_CONFIGURED"), ("eval_input_reader[1]", "{}")]));

    [Fact]
    public void The_value_that_counts_is_changed_where_a_field_is_given_twice() =>
        Assert.Equal(
            "train_config { batch_size: 1 }\ntrain_config { batch_size: 2 num_steps: 5 batch_size: 9 }",
            ConfigPatch.Apply(
                "train_config { batch_size: 1 }\ntrain_config { batch_size: 2 num_steps: 5 batch_size: 3 }", "c", [("train_config.batch_size", "9")]));

    [Theory]
    [InlineData("x: [0.1, 0.2]", "[1]", "9", "x: [0.1, 9.0]")]
    [InlineData("x: [0.1, 0.2]", "[+]", "9", "x: [0.1, 0.2, 9.0]")]
    [InlineData("x: [\n    0.1, # one\n    0.2\n  ]", "[2]", "9", "x: [\n    0.1, # one\n    0.2,\n    9.0\n  ]")]
    [InlineData("x: []", "[+]", "9", "x: [9.0]")]
    [InlineData("x: [0.1, 0.2]", "", "[1, 2]", "x: [1.0, 2.0]")]
    [InlineData("x: [0.1, 0.2]", "", "[3]", "x: [3.0]")]
    [InlineData("x: [0.1, 0.2]", "", "3", "x: [3.0]")]
    [InlineData("x: 0.1 # first\n  x: 0.2", "", "[1, 2, 3]", "x: 1.0\n  x: 2.0\n  x: 3.0 # first\n")]
    [InlineData("x: 0.1 # first\n  x: 0.2 # second", "[+]", "9", "x: 0.1 # first\n  x: 0.2 # second\n  x: 9.0")]
    [InlineData("x: 0.1 x: 0.2", "", "[1]", "x: 1.0")]
    [InlineData("x: 0.1 x: 0.2", "[+]", "9", "x: 0.1 x: 0.2 x: 9.0")]
    public void Lists_keep_their_style(string before, string element, string value, string after)
    {
        string Wrap(string list) => $"model {{ ssd {{ anchor_generator {{ multiscale_anchor_generator {{\n  {list}\n}} }} }} }}\n"
            .Replace("x:", "aspect_ratios:", StringComparison.Ordinal);
        var changed = ConfigPatch.Apply(
            Wrap(before), "c", [($"model.ssd.anchor_generator.multiscale_anchor_generator.aspect_ratios{element}", value)]);

        Assert.Equal(Wrap(after).Replace("\n\n", "\n", StringComparison.Ordinal), changed);
    }

    [Fact]
    public void Line_ends_and_indentation_of_the_file_are_kept()
    {
        const string Text = "model {\r\n\tssd {\r\n\t\tnum_classes: 1\r\n\t}\r\n}";
        Assert.Equal(
            "model {\r\n\tssd {\r\n\t\tnum_classes: 1\r\n\t\tloss {\r\n\t\t\tlocalization_weight: 2.0\r\n\t\t}\r\n\t}\r\n}\r\ntrain_config {\r\n\tbatch_size: 1\r\n}\r\n",
            ConfigPatch.Apply(Text, "c", [("model.ssd.loss.localization_weight", "2"), ("train_config.batch_size", "1")]));
    }

    [Fact]
    public void Fields_are_taken_out_with_their_lines() =>
        Assert.Equal(
            Config.Replace("  fine_tune_checkpoint: 'PATH_TO_BE_' \"CONFIGURED\"\n", string.Empty, StringComparison.Ordinal)
                .Replace("eval_input_reader < label_map_path: \"a\" >", "eval_input_reader < >", StringComparison.Ordinal),
            ConfigPatch.Remove(Config, "c", ["train_config.fine_tune_checkpoint", "eval_input_reader.label_map_path", "graph_rewriter"]));

    [Theory]
    [InlineData("train_config.batch_sise", "1", "did you mean \"batch_size\"?")]
    [InlineData("trainconfig.batch_size", "1", "did you mean \"train_config\"?")]
    [InlineData("train_config.batch_size", "many", "expected an integer, found \"many\"")]
    [InlineData("train_config.batch_size", "1 2", "expected one value, found \"2\" after it")]
    [InlineData("train_config.batch_size", "99999999999", "value out of range")]
    [InlineData("train_config.batch_size.x", "1", "\"batch_size\" is no message and has no field \"x\"")]
    [InlineData("train_config.batch_size[0]", "1", "\"batch_size\" is not repeated")]
    [InlineData("train_config.fine_tune_checkpoint_version", "V3", "there are: UNKNOWN, V1, V2")]
    [InlineData("train_config.optimizer", "momentum { }", "has no field named \"momentum\"")]
    [InlineData("model.faster_rcnn.num_classes", "1", "has \"ssd\" in line 3, another member of oneof \"model\"")]
    [InlineData("eval_input_reader.shuffle", "true", "has 2 \"eval_input_reader\"; write eval_input_reader[0] for the first")]
    [InlineData("eval_input_reader[3].shuffle", "true", "the largest index that can be set is [2]")]
    [InlineData("train_config.data_augmentation_options[1].random_vertical_flip", "", "the largest index that can be set is [0]")]
    [InlineData("", "1", "this is no path of a field")]
    [InlineData("a..b", "1", "this is no path of a field")]
    [InlineData("a.", "1", "this is no path of a field")]
    [InlineData("a[x]", "1", "this is no path of a field")]
    [InlineData("a[0", "1", "this is no path of a field")]
    [InlineData("a b", "1", "this is no path of a field")]
    public void A_path_or_value_that_does_not_fit_is_refused(string path, string value, string problem)
    {
        var error = Assert.Throws<FieldPathException>(() => ConfigPatch.Apply(Config, "pipeline.config", [(path, value)]));
        Assert.StartsWith(path + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_of_maps_are_set_like_elements() =>
        Assert.Equal(
            "eval_config { super_categories { key: \"a\" value: \"b,c\" } super_categories { key: \"d\" } }\n",
            ConfigPatch.Apply(
                "eval_config { super_categories { key: \"a\" value: \"b\" } }\n",
                "c",
                [("eval_config.super_categories[0].value", "b,c"), ("eval_config.super_categories[+].key", "d")]));
}
