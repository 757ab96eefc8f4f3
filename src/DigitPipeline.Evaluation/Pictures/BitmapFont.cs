namespace DigitPipeline.Evaluation.Pictures;

/// <summary>
/// A font of 5 x 7 points for labels in pictures, so that they look the same where no font is installed. Small letters are drawn as
/// capitals, characters that it lacks as a frame.
/// </summary>
internal static class BitmapFont
{
    public const int Width = 5;
    public const int Height = 7;
    public const int Advance = Width + 1;

    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ .,%-_:/#+()?!";

    // Seven rows a character from the top, each five bits as two hexadecimal digits, the left point highest.
    private static readonly string[] Rows =
    [
        "0E11131519110E", "040C040404040E", "0E11010204081F", "1F02040201110E", "02060A121F0202",
        "1F101E0101110E", "0608101E11110E", "1F010204080808", "0E11110E11110E", "0E11110F01020C",
        "0E11111F111111", "1E11111E11111E", "0E11101010110E", "1C12111111121C", "1F10101E10101F", "1F10101E101010",
        "0E11101713110F", "1111111F111111", "0E04040404040E", "0702020202120C", "11121418141211", "1010101010101F",
        "111B1515111111", "11111915131111", "0E11111111110E", "1E11111E101010", "0E11111115120D", "1E11111E141211",
        "0F10100E01011E", "1F040404040404", "1111111111110E", "11111111110A04", "1111111515150A", "11110A040A1111",
        "1111110A040404", "1F01020408101F",
        "00000000000000", "00000000000C0C", "000000000C0408", "18190204081303", "0000001F000000", "0000000000001F",
        "000C0C000C0C00", "00010204081000", "0A0A1F0A1F0A0A", "0004041F040400", "02040808080402", "08040202020408",
        "0E110102040004", "04040404040004",
    ];

    private const string Frame = "1F11111111111F";

    /// <summary>Whether a point of a character is set.</summary>
    public static bool IsSet(char character, int x, int y)
    {
        var index = Characters.IndexOf(char.ToUpperInvariant(character), StringComparison.Ordinal);
        var rows = index < 0 ? Frame : Rows[index];
        var row = Convert.ToInt32(rows.Substring(2 * y, 2), 16);
        return ((row >> (Width - 1 - x)) & 1) != 0;
    }
}
