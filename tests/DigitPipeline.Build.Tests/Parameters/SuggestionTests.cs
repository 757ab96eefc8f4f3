using CsCheck;
using Nuke.Common.Parameters;

namespace DigitPipeline.Build.Tests.Parameters;

public sealed class SuggestionTests
{
    private static readonly string[] Names = ["ValidateAnnotations", "GenerateTfRecords", "PatchPipelineConfig", "Train", "Evaluate", "Export", "Predict"];

    [Fact]
    public void A_name_with_one_letter_missing_is_recognised() =>
        Gen.Int[0, Names.Length - 1].Select(i => Names[i]).SelectMany(name => Gen.Int[0, name.Length - 1].Select(at => (name, at)))
            .Sample(sample => Assert.Equal(sample.name, Suggestion.Nearest(sample.name.Remove(sample.at, 1), Names)));

    [Fact]
    public void A_name_with_two_letters_swapped_is_recognised() =>
        Gen.Int[0, Names.Length - 1].Select(i => Names[i]).SelectMany(name => Gen.Int[0, name.Length - 2].Select(at => (name, at))).Sample(sample =>
        {
            var letters = sample.name.ToCharArray();
            (letters[sample.at], letters[sample.at + 1]) = (letters[sample.at + 1], letters[sample.at]);
            Assert.Equal(sample.name, Suggestion.Nearest(new string(letters), Names));
        });

    [Fact]
    public void The_beginning_of_a_name_is_recognised() => Assert.Equal("GenerateTfRecords", Suggestion.Nearest("generate", Names));

    [Theory]
    [InlineData("")]
    [InlineData("X")]
    [InlineData("Deploy")]
    public void What_is_like_no_name_gets_no_suggestion(string written) => Assert.Null(Suggestion.Nearest(written, Names));
}
