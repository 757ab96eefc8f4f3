using DigitPipeline.Datasets.Layout;

namespace DigitPipeline.Datasets.Tests.Layout;

public class TestSplitTests
{
    [Fact]
    public void Test_pictures_of_the_data_set_are_taken_as_they_are()
    {
        using var data = new TestDataSet();
        data.Annotated("train/a.png", 1).Annotated("train/b.png", 2).Annotated("test/c.png", 3).Picture("train/no.png", 4);
        var split = TestSplit.Of(data.Open(), .2, TestContext.Current.CancellationToken);
        Assert.False(split.StandsIn);
        Assert.Equal((2, 1), (split.Train.Count, split.Test.Count));
    }

    [Theory]
    [InlineData(1, .2, 0)]
    [InlineData(2, .01, 1)]
    [InlineData(2, .99, 1)]
    [InlineData(10, .2, 2)]
    [InlineData(10, 0, 0)]
    public void A_share_stands_in_and_leaves_a_picture_on_either_side(int pictures, double share, int test)
    {
        using var data = new TestDataSet();
        for (var i = 0; i < pictures; i++)
        {
            data.Annotated($"train/{i}.png", i);
        }

        var split = TestSplit.Of(data.Open(), share, TestContext.Current.CancellationToken);
        Assert.True(split.StandsIn);
        Assert.Equal((pictures - test, test), (split.Train.Count, split.Test.Count));
    }

    [Fact]
    public void A_new_name_or_annotation_moves_no_picture_and_one_more_picture_at_most_one_other()
    {
        using var data = new TestDataSet();
        for (var i = 0; i < 20; i++)
        {
            data.Annotated($"train/{i}.png", i);
        }

        HashSet<string> Test() => [.. TestSplit.Of(data.Open(), .3, TestContext.Current.CancellationToken).Test.Select(picture => picture.Name)];
        var before = Test();
        for (var i = 0; i < 20; i++)
        {
            data.Annotation($"train/{i}.png", TestDataSet.Object("1"));
        }

        Assert.Equal(before, Test());
        for (var more = 20; more < 30; more++)
        {
            data.Annotated($"train/{more}.png", more);
            var after = Test();
            Assert.InRange(before.Except(after).Count() + after.Except(before).Count(name => name != $"{more}.png"), 0, 1);
            before = after;
        }
    }

    [Fact]
    public void Copies_of_a_picture_stay_together()
    {
        using var data = new TestDataSet();
        for (var i = 0; i < 30; i++)
        {
            data.Annotated($"train/{i}.png", i / 3);
        }

        var split = TestSplit.Of(data.Open(), .4, TestContext.Current.CancellationToken);
        Assert.All(split.Test.GroupBy(picture => int.Parse(Path.GetFileNameWithoutExtension(picture.Name), null) / 3), copies => Assert.Equal(3, copies.Count()));
    }
}
