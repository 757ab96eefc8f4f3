using System.Text;
using CsCheck;
using DigitPipeline.Formats.PascalVoc;

namespace DigitPipeline.Formats.Tests.PascalVoc;

public class VocAnnotationTests
{
    private const string Complete =
        """
        <annotation>
        	<folder>train_num</folder>
        	<filename>다운로드 (1).png</filename>
        	<path>D:\jyn\images\다운로드 (1).png</path>
        	<source>
        		<database>Unknown</database>
        	</source>
        	<size>
        		<width>312</width>
        		<height>161</height>
        		<depth>3</depth>
        	</size>
        	<segmented>0</segmented>
        	<object>
        		<name>7</name>
        		<pose>Unspecified</pose>
        		<truncated>1</truncated>
        		<difficult>0</difficult>
        		<bndbox>
        			<xmin>16</xmin>
        			<ymin>6</ymin>
        			<xmax>66</xmax>
        			<ymax>78</ymax>
        		</bndbox>
        	</object>
        </annotation>

        """;

    [Fact]
    public void An_annotation_of_LabelImg_is_read_with_every_field()
    {
        var annotation = Read(Complete);
        Assert.Equal("다운로드 (1).png", annotation.FileName);
        Assert.Equal(@"D:\jyn\images\다운로드 (1).png", annotation.Path);
        Assert.Equal(("train_num", "Unknown", 312, 161, 3), (annotation.Folder, annotation.Database, annotation.Width, annotation.Height, annotation.Depth));
        Assert.Equal([new VocObject("7", 16, 6, 66, 78, Truncated: true, Line: 14)], annotation.Objects);
    }

    [Fact]
    public void What_was_read_is_written_as_it_was() => Assert.Equal(Complete, Encoding.UTF8.GetString(Read(Complete).ToBytes()));

    [Fact]
    public void Every_annotation_of_the_original_data_set_is_read_and_written_byte_for_byte()
    {
        var files = Directory.GetFiles(Golden.Folder("../data/original/train"), "*.xml");
        Assert.Equal(18, files.Length);
        foreach (var file in files)
        {
            Assert.Equal(File.ReadAllBytes(file), VocAnnotation.Read(file).ToBytes());
        }
    }

    [Fact]
    public void A_byte_order_mark_and_an_xml_declaration_do_no_harm()
    {
        byte[] bytes = [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Complete)];
        Assert.Equal(15, VocAnnotation.Parse(bytes, "a.xml").Objects[0].Line);
    }

    [Fact]
    public void Other_encodings_that_name_themselves_are_read()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Complete)];
        Assert.Equal("다운로드 (1).png", VocAnnotation.Parse(bytes, "a.xml").FileName);
    }

    [Theory]
    [InlineData("12.0", 12)]
    [InlineData(" 12.75 ", 12.75)]
    [InlineData("-3", -3)]
    [InlineData("1e2", 100)]
    public void Coordinates_are_reported_exactly(string text, double value) =>
        Assert.Equal(value, Read(Complete.Replace("<xmin>16</xmin>", $"<xmin>{text}</xmin>")).Objects[0].XMin);

    [Fact]
    public void Optional_fields_have_the_defaults_of_LabelImg()
    {
        var annotation = Read("<annotation><filename>a.jpg</filename><size><width>4.0</width><height>5</height></size>"
            + "<object><name>1</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object></annotation>");
        Assert.Equal((4, 5, 3, "Unknown"), (annotation.Width, annotation.Height, annotation.Depth, annotation.Database));
        Assert.Equal(new VocObject("1", 1, 2, 3, 4, Line: 1), annotation.Objects[0]);
    }

    [Fact]
    public void Unknown_elements_and_parts_of_objects_are_passed_over()
    {
        var part = "<part><name>head</name><bndbox><xmin>9</xmin></bndbox></part><occluded/>";
        Assert.Equal("7", Read(Complete.Replace("<name>7</name>", part + "<name>7</name>")).Objects[0].Name);
    }

    [Theory]
    [InlineData("<xmin>16</xmin>", "", "a.xml:19:4", "<bndbox> has no <xmin>")]
    [InlineData("<xmin>16</xmin>", "<xmin>a</xmin>", "a.xml:20:5", "<xmin> is 'a', expected a number")]
    [InlineData("<xmin>16</xmin>", "<xmin>NaN</xmin>", "a.xml:20:5", "<xmin> is 'NaN', expected a number")]
    [InlineData("<xmin>16</xmin>", "<xmin>0x10</xmin>", "a.xml:20:5", "expected a number")]
    [InlineData("<xmin>16</xmin>", "<xmin><b/></xmin>", "a.xml:20:11", "found <b> inside of <xmin>")]
    [InlineData("<ymax>78</ymax>", "<ymax>78</ymax><ymax>79</ymax>", "a.xml:23:20", "<ymax> stands here a second time")]
    [InlineData("<width>312</width>", "", "a.xml:8:3", "<size> has no <width>")]
    [InlineData("<width>312</width>", "<width>312.5</width>", "a.xml:9:4", "<width> is 312.5, expected a whole number")]
    [InlineData("<difficult>0</difficult>", "<difficult>maybe</difficult>", "a.xml:18:4", "<difficult> is 'maybe', expected 0 or 1")]
    [InlineData("<name>7</name>", "", "a.xml:14:3", "<object> has no <name>")]
    [InlineData("<annotation>", "<annotations>", "a.xml:1:2", "not a Pascal VOC annotation")]
    [InlineData("</annotation>", "", "a.xml:27:1", "not well-formed XML")]
    [InlineData("<folder>train_num", "<folder>a & b", "a.xml:2:13", "not well-formed XML")]
    public void What_is_wrong_is_reported_with_line_and_column(string found, string wrong, string place, string problem)
    {
        var text = Complete.Replace(found, wrong, StringComparison.Ordinal).ReplaceLineEndings("\n");
        var error = Assert.Throws<FormatException>(() => Read(text));
        Assert.StartsWith(place + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_size_is_an_error_at_its_first_line()
    {
        var start = Complete.IndexOf("\t<size>", StringComparison.Ordinal);
        var end = Complete.IndexOf("\t<segmented>", StringComparison.Ordinal);
        var error = Assert.Throws<FormatException>(() => Read(Complete.Remove(start, end - start)));
        Assert.Equal((1, "<annotation> has no <size>; add it, or annotate the picture again"), (error.Line, error.Problem));
    }

    [Fact]
    public void A_document_type_definition_is_refused_at_its_line()
    {
        const string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x \"1\"><!ENTITY y \"&x;&x;&x;\">]>\n<annotation>&y;</annotation>";
        var error = Assert.Throws<FormatException>(() => Read(bomb));
        Assert.Equal(2, error.Line);
        Assert.Contains("<!DOCTYPE", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 8], Gen.Int[-5, 5000], Gen.Double[-1e6, 1e6], Gen.Bool).Sample((name, size, edge, flag) =>
        {
            var written = new VocAnnotation
            {
                FileName = $"x{name} <숫자> & \"{name}\".jpg",
                Width = size,
                Height = size,
                Segmented = flag,
                Verified = flag,
                Objects = [new VocObject(name, edge, 1, 2.5, -edge, flag, !flag)],
            };
            var read = VocAnnotation.Parse(written.ToBytes(), "a.xml");
            Assert.Equal(written.FileName, read.FileName);
            Assert.Equal((written.Width, written.Segmented, written.Verified), (read.Width, read.Segmented, read.Verified));
            Assert.Equal(written.Objects[0], read.Objects[0] with { Line = 0 });
        });

    [Fact]
    public void A_file_cut_anywhere_is_an_error()
    {
        var bytes = Encoding.UTF8.GetBytes(Complete);
        for (var length = 0; length < bytes.Length - 2; length++)
        {
            Assert.Throws<FormatException>(() => VocAnnotation.Parse(bytes[..length], "a.xml"));
        }
    }

    [Fact]
    public void Changed_bytes_give_an_annotation_or_a_format_error()
    {
        var bytes = Encoding.UTF8.GetBytes(Complete);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample((a, x, b, y) =>
        {
            byte[] changed = [.. bytes];
            (changed[a], changed[b]) = (x, y);
            try
            {
                VocAnnotation.Parse(changed, "a.xml");
            }
            catch (FormatException error)
            {
                Assert.True(error.Line > 0);
            }
        }, iter: 5000);
    }

    private static VocAnnotation Read(string text) =>
        VocAnnotation.Parse(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")), "a.xml");
}
