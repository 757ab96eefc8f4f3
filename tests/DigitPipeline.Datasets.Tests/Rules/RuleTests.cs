using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Rules;
using static DigitPipeline.Datasets.Tests.TestDataSet;

namespace DigitPipeline.Datasets.Tests.Rules;

/// <summary>One data set for each rule: clean but for what the rule is about.</summary>
public class RuleTests
{
    [Fact]
    public void A_clean_data_set_has_no_findings()
    {
        using var data = Clean();
        Assert.Empty(Findings(data));
    }

    [Fact]
    public void A_link_to_nothing_is_unreadable_and_its_path_on_this_machine_is_not_told()
    {
        using var data = Clean();
        File.CreateSymbolicLink(data.Path("train/link.png"), data.Path("gone.png"));
        data.Annotation("train/link.png");
        var finding = Only(data, "FILE001", Severity.Error, "train/link.png", "PIC006");
        Assert.DoesNotContain(data.Folder, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_read_permission_is_an_error()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("not run: this user may read everything");
            return;
        }

        using var data = Clean();
        data.Annotated("train/a.png", 1, Object("1"));
        File.SetUnixFileMode(data.Path("train/a.png"), UnixFileMode.None);
        Assert.Contains("access is denied", Only(data, "FILE001", Severity.Error, "train/a.png").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_linked_folder_is_a_warning()
    {
        using var data = Clean();
        Directory.CreateSymbolicLink(data.Path("train/more"), data.Folder);
        Only(data, "FILE002", Severity.Warning, "train/more");
    }

    [Fact]
    public void Two_pictures_of_one_stem_with_an_annotation_are_an_error()
    {
        using var data = Clean();
        data.Annotated("train/a.png", 1, Object("1"));
        data.Write("train/a.jpg", ImageEncoder.Jpeg(TestPictures.Gradient(32, 24, 2)));
        var finding = Only(data, "NAME001", Severity.Error, "train/a.xml", "XML003");
        Assert.Contains("train/a.jpg and train/a.png", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_a_warning()
    {
        using var data = Clean();
        data.Annotated("train/a.png", 1, Object("1")).Annotated("train/A.png", 2, Object("1"));
        Assert.Equal(["train/A.png", "train/A.xml"], Findings(data).Where(finding => finding.Id == "NAME002").Select(finding => finding.File));
    }

    [Theory]
    [InlineData("<annotation><filename>", "not well-formed XML")]
    [InlineData("", "not well-formed XML")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<annotation>&e;</annotation>", "document type definition")]
    [InlineData("<annotation><filename>a.png</filename></annotation>", "has no <size>")]
    public void A_broken_annotation_is_an_error_with_its_line(string xml, string problem)
    {
        using var data = Clean();
        data.Picture("train/a.png", 1);
        data.Write("train/a.xml", xml);
        var finding = Only(data, "XML001", Severity.Error, "train/a.xml");
        Assert.Contains(problem, finding.Message, StringComparison.Ordinal);
        Assert.Equal(1, finding.Line);
    }

    [Fact]
    public void An_annotation_without_a_picture_is_an_error()
    {
        using var data = Clean();
        data.Annotation("train/gone.png", Object("1"));
        Only(data, "XML002", Severity.Error, "train/gone.xml");
    }

    [Fact]
    public void A_file_name_of_another_picture_is_a_warning()
    {
        using var data = Clean();
        data.Picture("train/a b.png", 1);
        data.Write("train/a b.xml", Voc("before renaming.png", [Object("1")]).ToBytes());
        Only(data, "XML003", Severity.Warning, "train/a b.xml");
    }

    [Theory]
    [InlineData("../test/a.png")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\pictures\\a.png")]
    [InlineData("C:a.png")]
    [InlineData("..")]
    public void A_file_name_that_leads_elsewhere_is_refused_and_never_followed(string name)
    {
        using var data = Clean();
        data.Picture("train/a.png", 1);
        data.Write("train/a.xml", Voc(name, [Object("1")]).ToBytes());
        Only(data, "XML004", Severity.Error, "train/a.xml");
    }

    [Theory]
    [InlineData(64, 24, "<size> is 64 x 24, but a.png has 32 x 24 pixels")]
    [InlineData(24, 32, "it was turned in one of the two")]
    public void A_size_that_is_not_the_pictures_is_an_error(int width, int height, string message)
    {
        using var data = Clean();
        data.Picture("train/a.png", 1);
        data.Write("train/a.xml", Voc("a.png", [Object("1")], width, height).ToBytes());
        Assert.Contains(message, Only(data, "XML005", Severity.Error, "train/a.xml").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_nobody_knew_is_a_warning()
    {
        using var data = Clean();
        data.Picture("train/a.png", 1);
        data.Write("train/a.xml", Voc("a.png", [Object("1")], 0, 0).ToBytes());
        Only(data, "XML006", Severity.Warning, "train/a.xml");
    }

    [Fact]
    public void An_empty_a_cut_a_huge_and_no_picture_at_all_are_errors()
    {
        using var data = Clean();
        var garbage = new byte[1_000_000];
        new Random(7).NextBytes(garbage);
        var huge = ImageEncoder.Png(TestPictures.Gradient(4, 4));
        TestPictures.ClaimPngSize(huge, 60_000, 60_000);
        foreach (var (name, bytes) in ((string, byte[])[])[
            ("cut.png", ImageEncoder.Png(TestPictures.Gradient(9, 9))[..^14]), ("empty.jpg", []), ("garbage.jpg", garbage), ("huge.png", huge)])
        {
            data.Write($"train/{name}", bytes);
            data.Write($"train/{Path.ChangeExtension(name, ".xml")}", Voc(name, [Object("1", 1, 1, 4, 4)], 9, 9).ToBytes());
        }

        var findings = Findings(data);

        Assert.Equal(["train/cut.png", "train/empty.jpg", "train/garbage.jpg", "train/huge.png"], findings.Select(finding => finding.File));
        Assert.All(findings, finding => Assert.Equal(("PIC001", Severity.Error), (finding.Id, finding.Severity)));
    }

    [Fact]
    public void A_picture_of_another_format_than_its_name_says_is_a_warning()
    {
        using var data = Clean();
        data.Annotated("train/a.jpg", 1, Object("1"));
        Assert.Contains("PNG, expected JPEG", Only(data, "PIC002", Severity.Warning, "train/a.jpg").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_without_annotation_is_a_warning()
    {
        using var data = Clean();
        data.Picture("test/a.png", 1);
        Only(data, "PIC003", Severity.Warning, "test/a.png");
    }

    [Fact]
    public void A_picture_with_an_orientation_mark_is_a_warning()
    {
        using var data = Clean();
        var jpeg = ImageEncoder.Jpeg(TestPictures.Gradient(32, 24, 5));
        byte[] exif = [0xff, 0xe1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        data.Write("train/a.jpg", [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        data.Annotation("train/a.jpg", Object("1"));
        Assert.Contains("orientation is 6", Only(data, "PIC004", Severity.Warning, "train/a.jpg").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_webp_picture_is_a_warning()
    {
        using var data = Clean();
        using var bitmap = new SkiaSharp.SKBitmap(32, 24);
        bitmap.Erase(SkiaSharp.SKColors.Teal);
        using var webp = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Webp, 90);
        data.Write("train/a.webp", webp.ToArray());
        data.Annotation("train/a.webp", Object("1"));
        Only(data, "PIC005", Severity.Warning, "train/a.webp");
    }

    [Fact]
    public void A_picture_without_objects_is_a_note()
    {
        using var data = Clean();
        data.Annotated("train/a.png", 1);
        Only(data, "PIC006", Severity.Note, "train/a.xml");
    }

    [Fact]
    public void An_unknown_class_is_an_error_with_its_line_and_a_near_name()
    {
        using var data = Clean();
        data.Write("label_map.pbtxt", "item { id: 1 name: 'seven' }\nitem { id: 2 name: 'eight' }\n");
        data.Annotated("train/all.png", 100, Object("seven"), Object("eight", 5), Object("sevn", 6));
        data.Annotated("test/one.png", 101, Object("eight"));
        var finding = Only(data, "LABEL001", Severity.Error, "train/all.xml");
        Assert.Contains("class 'sevn' is not in label_map.pbtxt; did you mean \"seven\"?", finding.Message, StringComparison.Ordinal);
        Assert.True(finding.Line > 20);
    }

    [Fact]
    public void A_class_without_a_training_example_is_a_warning()
    {
        using var data = Clean();
        data.Write("label_map.pbtxt", File.ReadAllText(data.Path("label_map.pbtxt")) + "item { id: 11 name: 'comma' }\n");
        data.Annotated("test/one.png", 101, Object("comma"));
        Assert.Contains("'comma' (id 11)", Only(data, "LABEL002", Severity.Warning, "label_map.pbtxt").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item { id: 1 name: 'a' }\nitem { id: 3 name: 'b' }", 2, "id 2 is missing")]
    [InlineData("item { id: 1 name: 'a' }\nitem { id: 1 name: 'b' }", 2, "already")]
    [InlineData("item { id: 0 name: 'a' }\nitem { id: 1 name: 'b' }", 1, "ids from 1")]
    [InlineData("item { id: 1 name 'a' }", 1, "")]
    [InlineData("", 1, "no items")]
    public void A_label_map_with_a_gap_a_repetition_or_id_0_is_an_error(string text, int line, string problem)
    {
        using var data = Clean();
        data.Write("label_map.pbtxt", text);
        var finding = Only(data, "LABEL003", Severity.Error, "label_map.pbtxt");
        Assert.Contains(problem, finding.Message, StringComparison.Ordinal);
        Assert.Equal(line, finding.Line);
    }

    [Theory]
    [InlineData(5, 5, 5, 9, "BOX001", Severity.Error)]
    [InlineData(9, 5, 5, 9, "BOX001", Severity.Error)]
    [InlineData(5, 9, 9, 5, "BOX001", Severity.Error)]
    [InlineData(40, 5, 50, 9, "BOX002", Severity.Error)]
    [InlineData(20, 5, 36, 20, "BOX002", Severity.Error)]
    [InlineData(-4, 5, 9, 20, "BOX002", Severity.Error)]
    [InlineData(20, 5, 33, 20, "BOX003", Severity.Warning)]
    [InlineData(20, -1, 30, 20, "BOX003", Severity.Warning)]
    [InlineData(5, 5, 6.5, 20, "BOX004", Severity.Warning)]
    [InlineData(5, 5, 20, 6, "BOX004", Severity.Warning)]
    [InlineData(0, 1, 8, 12, "BOX005", Severity.Warning)]
    public void A_box_that_cannot_be_meant_is_reported_with_file_and_line(
        double xmin, double ymin, double xmax, double ymax, string id, Severity severity)
    {
        using var data = Clean();
        data.Annotated("train/a.png", 1, Object("2", 0, 1, 8, 12), Object("1", xmin, ymin, xmax, ymax));
        var finding = Only(data, id, severity, "train/a.xml");
        Assert.Contains("'1' from (", finding.Message, StringComparison.Ordinal);
        Assert.True(finding.Line > 20);
    }

    [Fact]
    public void Boxes_on_the_very_edge_and_of_the_smallest_size_are_fine()
    {
        using var data = Clean();
        data.Annotated("train/a.png", 1, Object("1", 0, 0, 32, 24), Object("2", 1, 1, 3, 3));
        Assert.Empty(Findings(data));
        Assert.Single(Findings(data, new ValidationOptions { MinBoxSide = 2.5 }));
    }

    [Fact]
    public void No_annotated_training_picture_is_an_error()
    {
        using var data = new TestDataSet();
        data.Picture("train/a.png", 1);
        Only(data, "SET001", Severity.Error, "train", "PIC003");
    }

    [Fact]
    public void The_same_pixels_twice_are_a_warning_even_where_the_files_differ()
    {
        using var data = Clean();
        data.Annotated("train/a.png", 1, Object("1")).Annotation("train/b.png", Object("1"));
        data.Write("train/b.png", [.. File.ReadAllBytes(data.Path("train/a.png")), 1, 2, 3]);
        Assert.Contains("train/a.png", Only(data, "SET002", Severity.Warning, "train/b.png").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_picture_in_training_and_in_evaluation_is_an_error()
    {
        using var data = Clean();
        data.Annotated("train/a.png", 1, Object("1")).Annotated("test/b.png", 1, Object("1"));
        Assert.Contains("train/a.png", Only(data, "SET003", Severity.Error, "test/b.png").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_that_stands_in_is_a_note()
    {
        using var data = new TestDataSet();
        data.AllClasses("train/a.png", 1).AllClasses("train/b.png", 2).AllClasses("train/c.png", 3);
        Assert.Contains("1 of 3 pictures", Only(data, "SET004", Severity.Note, "train").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_evaluate_with_is_a_warning()
    {
        using var data = new TestDataSet();
        data.AllClasses();
        Only(data, "SET005", Severity.Warning, "test");
    }

    [Fact]
    public void Every_rule_has_its_own_id_and_says_what_to_do()
    {
        Assert.Equal(29, DataSetRules.All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(DataSetRules.All, rule => Assert.Matches("^[A-Z]+[0-9]{3}$", rule.Id));
        Assert.All(DataSetRules.All, rule => Assert.False(string.IsNullOrWhiteSpace(rule.Fix) || string.IsNullOrWhiteSpace(rule.Title)));
    }

    private static TestDataSet Clean()
    {
        var data = new TestDataSet();
        return data.AllClasses().Annotated("test/one.png", 101, Object("1"));
    }

    private static IReadOnlyList<Finding> Findings(TestDataSet data, ValidationOptions? options = null) =>
        DataSetValidation.Run(data.Folder, options ?? new ValidationOptions(), TestContext.Current.CancellationToken).Findings;

    /// <summary>The only finding but for those of <paramref name="besides"/>, which are bound to come with it.</summary>
    private static Finding Only(TestDataSet data, string id, Severity severity, string file, params string[] besides)
    {
        var finding = Assert.Single(Findings(data), finding => !besides.Contains(finding.Id));
        Assert.Equal((id, severity, file), (finding.Id, finding.Severity, finding.File));
        return finding;
    }
}
