using System.Text;
using CsCheck;
using DigitPipeline.Formats.Checksums;

namespace DigitPipeline.Formats.Tests.Checksums;

public class Crc32CTests
{
    [Fact]
    public void The_check_value_of_the_polynomial_is_right() =>
        Assert.Equal(0xe3069283u, Crc32C.Compute(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void The_masked_crc_of_nothing_is_the_constant() => Assert.Equal(0xa282ead8u, Crc32C.Masked([]));

    [Fact]
    public void Every_golden_vector_has_its_crc_and_its_masked_crc()
    {
        foreach (var vector in Golden.Json(Golden.Folder("tfrecord/crc32c.json")).GetProperty("vectors").EnumerateArray())
        {
            var data = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            Assert.Equal(vector.GetProperty("crc32c").GetString(), $"{Crc32C.Compute(data):x8}");
            Assert.Equal(vector.GetProperty("masked").GetString(), $"{Crc32C.Masked(data):x8}");
        }
    }

    [Fact]
    public void A_crc_can_be_computed_in_pieces() =>
        Gen.Select(Gen.Byte.Array[0, 100], Gen.Byte.Array[0, 100]).Sample((a, b) =>
            Crc32C.Append(Crc32C.Compute(a), b) == Crc32C.Compute([.. a, .. b]));

    [Fact]
    public void Unmasking_undoes_masking() => Gen.UInt.Sample(crc => Crc32C.Unmask(Crc32C.Mask(crc)) == crc);
}
