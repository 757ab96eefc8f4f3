using System.Globalization;
using DigitPipeline.Formats.Tests.Protos;
using DigitPipeline.Formats.TextFormat;
using Google.Protobuf.WellKnownTypes;

namespace DigitPipeline.Formats.Tests.TextFormat;

public class TextFormatParserTests
{
    [Theory]
    [InlineData("# a\ni32 : 1 # b\n# c", "i32: 1\n")]
    [InlineData("m { i32: 1 } rm: < i32: 2; > rm: [{ i32: 3, }, <>]", "m {\n  i32: 1\n}\nrm {\n  i32: 2\n}\nrm {\n  i32: 3\n}\nrm {\n}\n")]
    [InlineData("ri: [] ri: [0x10, -010, 0b11, 0o7, 1_0]", "ri: 16\nri: -8\nri: 3\nri: 7\nri: 10\n")]
    [InlineData("s: \"it's\" ' \"' # joined\n \"\\x41\\102\\t\"", "s: \"it\\'s \\\"AB\\t\"\n")]
    [InlineData("s: '\\q\\u20ac' y: '\\u00e9\\400'", "s: \"\\\\q\\\\u20ac\"\ny: \"\\351\\\\u0100\"\n")]
    [InlineData("y: '\\ud83d\\ude00\\U0001F600'", "y: \"\\\\ud83d\\\\ude00\\\\U0001f600\"\n")]
    [InlineData("s: 'ü'", "s: \"\\303\\274\"\n")]
    [InlineData("e: 5 re: -0x3 re: [RED, 00]", "e: BLUE\nre: NEGATIVE\nre: RED\nre: RED\n")]
    [InlineData("mp { value: 2 } mp: [{ key: 'b' }, { key: '' value: 3 }]", "mp {\n  key: \"\"\n  value: 3\n}\nmp {\n  key: \"b\"\n  value: 0\n}\n")]
    [InlineData("mm { key: 1 value { i32: 1 } } mm { key: 1 value < i64: 2 > }", "mm {\n  key: 1\n  value {\n    i64: 2\n  }\n}\n")]
    [InlineData("ca: 1 cb: 'x'", "cb: \"x\"\n")]
    [InlineData("m { i32: 1 i64: 2 } m { i32: 3 }", "m {\n  i32: 3\n  i64: 2\n}\n")]
    [InlineData("Grp { a: 1 } [ golden . ext_i ] : 5 [golden.ext_m] < id: 1 >", "Grp {\n  a: 1\n}\n[golden.ext_i]: 5\n[golden.ext_m] {\n  id: 1\n}\n")]
    [InlineData("b: t rm { b: True } rm { b: 0 }", "b: true\nrm {\n  b: true\n}\nrm {\n  b: false\n}\n")]
    [InlineData("i32:\u00a0\u30005\u001f\v\u2028", "i32: 5\n")]
    [InlineData("i32: ٣ d: 𝟗", "d: 9.0\ni32: 3\n")]
    public void What_may_be_written_is_read(string text, string canonical) =>
        Assert.Equal(canonical, TextFormatPrinter.Print(new TextFormatParser().Parse<AllTypes>(text, "text")));

    [Theory]
    [InlineData("i32: 1\n  i23: 2", 2, 3, "has no field named \"i23\"; did you mean \"i32\"?")]
    [InlineData("\t\"x\"", 1, 2, "expected the name of a field of \"golden.AllTypes\", found \"\"x\"\"")]
    [InlineData("m {\n  i32: 1\n", 2, 8, "expected \"}\" for the message opened in line 1, found the end of the file")]
    [InlineData("s: '😀' 1x: 2", 1, 8, "has no field named \"1x\"")]
    [InlineData("m { i32: 1 >", 1, 12, "expected the name of a field")]
    [InlineData("m: 5", 1, 4, "expected \"{\", found \"5\"")]
    [InlineData("i32 5", 1, 5, "expected \":\", found \"5\"")]
    [InlineData("i32: 1,,", 1, 8, "expected the name of a field")]
    [InlineData("ri: [1,]", 1, 8, "expected an integer, found \"]\"")]
    [InlineData("ri: [1 2]", 1, 8, "expected \",\", found \"2\"")]
    [InlineData("i32: [1]", 1, 6, "expected an integer, found \"[\"")]
    [InlineData("ri [1]", 1, 4, "expected \":\", found \"[\"")]
    [InlineData("rm: [{}, ]", 1, 10, "expected \"{\", found \"]\"")]
    [InlineData("i32: 2147483648", 1, 6, "value out of range: \"2147483648\"; expected -2147483648 to 2147483647")]
    [InlineData("u64: -1", 1, 6, "value out of range")]
    [InlineData("i64: 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 1, 6, "value out of range")]
    [InlineData("i32: 08", 1, 6, "expected an integer")]
    [InlineData("i32: 1.0", 1, 6, "expected an integer")]
    [InlineData("i32: 1__0", 1, 6, "expected an integer")]
    [InlineData("i32: 0x", 1, 6, "expected an integer")]
    [InlineData("f: 0x10", 1, 4, "expected a number, found \"0x10\"")]
    [InlineData("b: yes", 1, 4, "expected true or false, found \"yes\"")]
    [InlineData("e: GREN", 1, 4, "has no value named \"GREN\"; did you mean \"GREEN\"?")]
    [InlineData("e: 010", 1, 4, "has no value named \"010\"; there are: RED, GREEN, BLUE, NEGATIVE")]
    [InlineData("e: 99999999999", 1, 4, "has no value with number \"99999999999\"; there are: RED = 0, GREEN = 1, BLUE = 5, NEGATIVE = -3")]
    [InlineData("s: x", 1, 4, "expected a string in quotes, found \"x\"")]
    [InlineData("s: 'x\n'", 1, 4, "has no ending quote")]
    [InlineData("s: 'x\\", 1, 4, "has no ending quote")]
    [InlineData("s: 'x\\'", 1, 4, "a backslash ends the string")]
    [InlineData("s: '\\x'", 1, 4, "the escape \\x needs one or 2 hexadecimal digits")]
    [InlineData("s: '\\u12'", 1, 4, "the escape \\u needs 4 hexadecimal digits")]
    [InlineData("s: '\\U00110000'", 1, 4, "beyond the last Unicode character")]
    [InlineData("s: '\\N{DASH}'", 1, 4, "characters by name (\\N{...}) are not supported")]
    [InlineData("s: '\\377' i32: 1", 1, 11, "the string before this place is not UTF-8")]
    [InlineData("[golden.ext_j]: 1", 1, 9, "extension \"golden.ext_j\" is not known; did you mean \"golden.ext_i\"?")]
    [InlineData("Grp { [golden.ext_i]: 1 }", 1, 15, "does not have extensions")]
    [InlineData("[5]: 1", 1, 2, "expected an identifier, found \"5\"")]
    [InlineData("grp { }", 1, 1, "has no field named \"grp\"; did you mean \"Grp\"?")]
    [InlineData("mp { kei: 'a' }", 1, 6, "did you mean \"key\"?")]
    [InlineData("\ufeffi32: 1", 1, 1, "expected the name of a field")]
    public void What_may_not_be_written_is_refused_with_its_place(string text, int line, int column, string problem)
    {
        var error = Assert.Throws<FormatException>(() => new TextFormatParser().Parse<AllTypes>(text, "a.txt"));
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.StartsWith(FormattableString.Invariant($"a.txt:{line}:{column}: "), error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("i32: 1\ni32: 1", 2, 6, "should not have multiple \"i32\" fields; the other one is in line 1")]
    [InlineData("m { }\nm { }", 2, 3, "should not have multiple \"m\" fields")]
    [InlineData("ca: 1\ncb: ''", 2, 1, "another member of oneof \"choice\"")]
    [InlineData("[golden.ext_i]: 1 [golden.ext_i]: 2", 1, 35, "should not have multiple \"[golden.ext_i]\" fields")]
    [InlineData("mp { key: 'a' key: 'b' }", 1, 20, "should not have multiple \"key\" fields")]
    public void What_is_given_twice_is_refused_where_that_is_asked_for(string text, int line, int column, string problem)
    {
        var error = Assert.Throws<FormatException>(() => new TextFormatParser(Duplicates.Refuse).Parse<AllTypes>(text, "a.txt"));
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        new TextFormatParser().Parse<AllTypes>(text, "a.txt");
    }

    [Theory]
    [InlineData("1e99999999999", double.PositiveInfinity)]
    [InlineData("-1e99999999999", double.NegativeInfinity)]
    [InlineData("1e-99999999999", 0.0)]
    [InlineData("0e99999999999", 0.0)]
    [InlineData("1_0.2_5e1_0f", 10.25e10)]
    [InlineData("+infinityff", double.PositiveInfinity)]
    [InlineData("-INFf", double.NegativeInfinity)]
    public void Numbers_beyond_the_usual_are_read(string literal, double expected) =>
        Assert.Equal(expected, new TextFormatParser().Parse<AllTypes>($"d: {literal}", "text").D);

    [Fact]
    public void A_number_of_many_digits_is_read_exactly()
    {
        var literal = $"0.{new string('0', 5_000)}1e5001";
        Assert.Equal(1.0, new TextFormatParser().Parse<AllTypes>($"d: {literal}", "text").D);
        Assert.Equal(1e10, new TextFormatParser().Parse<AllTypes>($"d: 1{new string('0', 5_000)}e-4990", "text").D);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_with_line_column_and_offset()
    {
        var error = Assert.Throws<FormatException>(() => TextSource.FromBytes("a.txt", "é\n s: 'caf\u00e9'"u8.ToArray()[..^2]));
        Assert.Equal("a.txt:2:9: byte 0xC3 at offset 11 is not UTF-8; expected UTF-8 text: save the file in that encoding", error.Message);
    }

    [Fact]
    public void An_any_is_read_and_printed_by_its_content()
    {
        var types = new KnownTypes(AllTypes.Descriptor.File, Any.Descriptor.File);
        var any = new TextFormatParser(types: types).Parse<Any>("[type.googleapis.com/golden.NeedsMore] { id: 5 }", "any");

        Assert.Equal(5, any.Unpack<NeedsMore>().Id);
        Assert.Equal("[type.googleapis.com/golden.NeedsMore] {\n  id: 5\n}\n", new TextFormatPrinter(types: types).ToText(any));
        Assert.Equal("type_url: \"type.googleapis.com/golden.NeedsMore\"\nvalue: \"\\010\\005\"\n", TextFormatPrinter.Print(any));
        Assert.Throws<FormatException>(() => new TextFormatParser(types: types).Parse<Any>("[type.googleapis.com/golden.Nothing] { }", "any"));
    }

    [Fact]
    public void Printing_leaves_the_message_as_it_was()
    {
        var message = new AllTypes { I32 = 1 };
        TextFormatPrinter.Print(message);
        Assert.Equal(new AllTypes { I32 = 1 }, message);
    }

    [Fact]
    public void Texts_do_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = culture;
            var message = new TextFormatParser().Parse<AllTypes>("d: -1.5 i32: -7 f: 1e-8", "text");
            Assert.Equal("d: -1.5\nf: 1e-08\ni32: -7\n", TextFormatPrinter.Print(message));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
