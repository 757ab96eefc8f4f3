using DigitPipeline.Datasets.Layout;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Tests.Layout;

public class DataSetTests
{
    [Fact]
    public void Pictures_are_paired_by_stem_in_the_order_of_code_points_and_subfolders_count()
    {
        using var data = new TestDataSet();
        data.Annotated("train/b 2.png", 1).Picture("train/a.JPG", 2).Annotated("train/sub/한글\n1.png", 3).Picture("test/t.webp", 4);
        data.Write("train/lone.xml", "");
        data.Write("train/.hidden.png", "");
        data.Write("train/notes.txt", "");

        var set = data.Open();

        Assert.Equal(["a.JPG", "b 2.png", "sub/한글\n1.png"], set.Train.Pictures.Select(picture => picture.Name));
        Assert.Equal([null, "train/b 2.xml", "train/sub/한글\n1.xml"], set.Train.Pictures.Select(picture => picture.AnnotationFile));
        Assert.Equal(["train/lone.xml"], set.Train.LoneAnnotations);
        Assert.Equal("test/t.webp", Assert.Single(set.Test.Pictures).File);
    }

    [Fact]
    public void Of_several_files_with_one_stem_the_first_annotation_counts_and_pictures_that_share_it_are_listed()
    {
        using var data = new TestDataSet();
        data.Picture("train/a.png", 1).Picture("train/a.b.png", 2).Picture("train/a.bmp", 3);
        data.Write("train/a.XML", "");
        data.Write("train/a.xml", "");
        data.Write("train/a.b.c.xml", "");

        var train = data.Open().Train;

        Assert.Equal(
            [("a.b.png", null), ("a.bmp", "a.XML"), ("a.png", "a.XML")],
            train.Pictures.Select(picture => (picture.Name, picture.AnnotationName)));
        Assert.Equal(["train/a.bmp", "train/a.png"], train.SharingAnnotations.Select(picture => picture.File));
        Assert.Equal(["train/a.b.c.xml", "train/a.xml"], train.LoneAnnotations);
        Assert.Equal(data.Path("train/a.XML"), train.Pictures[1].AnnotationPath);
    }

    [Fact]
    public void A_linked_file_is_read_and_a_linked_folder_is_not_entered()
    {
        using var data = new TestDataSet();
        data.Annotated("train/real.png", 1);
        File.CreateSymbolicLink(data.Path("train/link.png"), data.Path("train/real.png"));
        Directory.CreateSymbolicLink(data.Path("train/loop"), data.Path("train"));

        var set = data.Open();

        Assert.Equal(["link.png", "real.png"], set.Train.Pictures.Select(picture => picture.Name));
        Assert.Equal(["train/loop"], set.Train.LinkedFolders);
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        using var data = new TestDataSet();
        Assert.Throws<DirectoryNotFoundException>(() => DataSet.Open(data.Path("nothing")));
        Assert.Throws<DirectoryNotFoundException>(() => DataSet.Open(data.Path("train")));
        File.Move(data.Path("label_map.pbtxt"), data.Path("digits.pbtxt"));
        Assert.Equal(data.Path("digits.pbtxt"), data.Open().LabelMapPath);
        data.Write("more.pbtxt", "");
        Assert.Contains("digits.pbtxt, more.pbtxt", Assert.Throws<FormatException>(data.Open).Message, StringComparison.Ordinal);
        File.Delete(data.Path("more.pbtxt"));
        File.Delete(data.Path("digits.pbtxt"));
        Assert.Contains("label_map.pbtxt", Assert.Throws<FileNotFoundException>(data.Open).Message, StringComparison.Ordinal);
    }
}
