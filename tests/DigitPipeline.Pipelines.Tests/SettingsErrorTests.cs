namespace DigitPipeline.Pipelines.Tests;

public class SettingsErrorTests
{
    [Theory]
    [InlineData("trian: {}", "p.yaml:6:1: found the unknown section 'trian'; did you mean \"train\"?")]
    [InlineData("seed: 2", "p.yaml:6:1: found the unknown section 'seed'; it is a setting of the section train")]
    [InlineData("publish: {}", "p.yaml:6:1: found the unknown section 'publish'; the sections are data, validate, records, config, train, synthesis, augmentation, evaluate, export")]
    [InlineData("<<: { a: 1 }", "p.yaml:6:1: found the unknown section '<<'; the sections are")]
    public void An_unknown_section_is_named_with_what_was_probably_meant(string line, string error) =>
        Assert.StartsWith(error, Texts.Error(Texts.Least + line));

    [Theory]
    [InlineData("  stpes: 3", "p.yaml:6:3: found the unknown setting 'stpes' in train; did you mean \"steps\"?")]
    [InlineData("  learning-rate: 3", "p.yaml:6:3: found the unknown setting 'learning-rate' in train; train has steps, batch_size, replicas")]
    [InlineData("  max_zoom: 3", "p.yaml:6:3: found the unknown setting 'max_zoom' in train; it belongs to the section augmentation")]
    [InlineData("  Replicas: 1", "p.yaml:6:3: found the unknown setting 'Replicas' in train; did you mean \"replicas\"?")]
    [InlineData("  sizes: [{ until: 1, heigth: 64, width: 64 }]", "p.yaml:6:23: found the unknown setting 'heigth' in train.sizes; did you mean \"height\"?")]
    public void An_unknown_setting_is_named_with_what_was_probably_meant(string line, string error) =>
        Assert.StartsWith(error, Texts.Error(Texts.Least + line));

    [Theory]
    [InlineData("seed: ten", "9: train.seed: found 'ten', expected a whole number from 0 to 9007199254740991")]
    [InlineData("replicas: \"2\"", "13: train.replicas: found the text '2' in quotes, expected a whole number from 1 to 64")]
    [InlineData("replicas: 1.5", "13: train.replicas: found '1.5', expected a whole number from 1 to 64")]
    [InlineData("replicas: 0", "13: train.replicas: found '0', expected a whole number from 1 to 64")]
    [InlineData("replicas: 65", "13: train.replicas: found '65', expected a whole number from 1 to 64")]
    [InlineData("replicas: 99999999999999999999", "13: train.replicas: found '99999999999999999999', expected")]
    [InlineData("replicas: 0x2", "13: train.replicas: found '0x2', expected")]
    [InlineData("replicas: [2]", "13: train.replicas: found a list, expected")]
    [InlineData("replicas: { a: 2 }", "13: train.replicas: found keys with values, expected")]
    [InlineData("replicas: ~", "13: train.replicas: found nothing, expected")]
    [InlineData("rate: .nan", "9: train.rate: found '.nan', expected a number from 0 to 1")]
    [InlineData("rate: NaN", "9: train.rate: found 'NaN', expected a number from 0 to 1")]
    [InlineData("rate: -NaN", "9: train.rate: found '-NaN', expected a number from 0 to 1")]
    [InlineData("rate: .inf", "9: train.rate: found '.inf', expected a number from 0 to 1")]
    [InlineData("rate: Infinity", "9: train.rate: found 'Infinity', expected a number from 0 to 1")]
    [InlineData("rate: 1e999", "9: train.rate: found '1e999', expected a number from 0 to 1")]
    [InlineData("rate: -0.001", "9: train.rate: found '-0.001', expected a number from 0 to 1")]
    [InlineData("rate: 0,5", "9: train.rate: found '0,5', expected a number from 0 to 1")]
    [InlineData("zero_last_gamma: yes", "20: train.zero_last_gamma: found 'yes', expected true or false")]
    [InlineData("zero_last_gamma: 'true'", "20: train.zero_last_gamma: found the text 'true' in quotes, expected true or false")]
    [InlineData("device: gpu", "11: train.device: found 'gpu', expected auto, cpu or cuda; did you mean \"cpu\"?")]
    [InlineData("device: tpus", "11: train.device: found 'tpus', expected auto, cpu or cuda")]
    [InlineData("sizes: 3", "10: train.sizes: found '3', expected a list such as [{ until: .5, height: 128, width: 128 }]")]
    [InlineData("sizes: [3]", "11: train.sizes: found '3', expected keys with values: until, height, width")]
    [InlineData("sizes: [{ until: .5, height: 64 }]", "11: train.sizes.width: found nothing, expected a whole number from 32 to 4096")]
    [InlineData("sizes: [{ until: 0, height: 64, width: 64 }]", "11: train.sizes: found until 0, expected more than 0")]
    [InlineData("sizes: [{ until: 2, height: 64, width: 64 }]", "20: train.sizes.until: found '2', expected a number from 0 to 1")]
    public void A_value_of_the_wrong_kind_or_out_of_range_is_named_with_what_was_expected(string line, string error) =>
        Assert.StartsWith("p.yaml:6:" + error, Texts.Error(Texts.Least + "  " + line));

    [Fact]
    public void Sizes_must_follow_one_another() =>
        Assert.Equal(
            "p.yaml:8:7: train.sizes: found until 0.5, expected more than 0.5: sizes follow one another",
            Texts.Error(Texts.Least + "  sizes:\n    - { until: 0.5, height: 64, width: 64 }\n    - { until: .5, height: 96, width: 96 }\n"));

    [Theory]
    [InlineData("data: { directory: x }\ntrain: { steps: 1 }", "p.yaml:2:8: train.batch_size: found nothing, expected a whole number from 1 to 4096")]
    [InlineData("train: { steps: 1, batch_size: 2 }", "p.yaml:1:1: data.directory: found nothing, expected the path of a folder")]
    [InlineData("data: { directory: \"\" }", "p.yaml:1:20: data.directory: found the text '' in quotes, expected the path of a folder")]
    [InlineData("data: { directory: \"a\\0b\" }", "p.yaml:1:20: data.directory: found")]
    [InlineData("data: { directory: null }", "p.yaml:1:20: data.directory: found nothing, expected the path of a folder")]
    [InlineData("data: x", "p.yaml:1:7: data: found 'x', expected keys with values: directory")]
    [InlineData("data:\n  - directory: x", "p.yaml:2:3: data: found a list, expected keys with values: directory")]
    public void What_must_be_written_and_is_not_is_named(string yaml, string error) => Assert.StartsWith(error, Texts.Error(yaml));

    [Theory]
    [InlineData("validate: { ignore: BOX002 }", "p.yaml:6:21: validate.ignore: found 'BOX002', expected a list of rule ids such as [BOX002]")]
    [InlineData("validate: { ignore: [box002] }", "p.yaml:6:22: validate.ignore: found 'box002', expected the id of a rule, such as BOX002")]
    [InlineData("config: { patch: [a] }", "p.yaml:6:18: config.patch: found a list, expected field paths with values")]
    [InlineData("config: { patch: { a.b: [1, 2] } }", "p.yaml:6:25: config.patch.a.b: found a list, expected a value in one line; put anything but a word or number in quotes")]
    [InlineData("config: { patch: { a.b: } }", "p.yaml:6:25: config.patch.a.b: found nothing, expected a value")]
    [InlineData("config: { patch: { \"\": 1 } }", "p.yaml:6:20: config.patch: found the text '' in quotes, expected the path of a field")]
    public void Lists_and_maps_are_checked_entry_by_entry(string line, string error) =>
        Assert.StartsWith(error, Texts.Error(Texts.Least + line));

    [Theory]
    [InlineData("  replicas: 3", "p.yaml:5:15: train.batch_size: found 8 pictures for 3 replicas, expected a multiple of the replicas")]
    [InlineData("synthesis: { handwriting_share: .9 }", "p.yaml:6:12: synthesis.pen_share: found 0.21 beside handwriting_share 0.9, expected at most 1 together")]
    public void Settings_that_do_not_fit_one_another_are_named(string line, string error) =>
        Assert.Equal(error, Texts.Error(Texts.Least + line));

}
