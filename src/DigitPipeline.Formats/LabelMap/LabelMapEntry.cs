using DigitPipeline.Formats.Protos;
using DigitPipeline.Formats.TextFormat;
using DigitPipeline.Formats.TextFormat.Syntax;

namespace DigitPipeline.Formats.LabelMap;

/// <summary>An item of a label map file and where it stands, not yet checked.</summary>
internal sealed record LabelMapEntry(StringIntLabelMapItem Item, int Offset, int IdOffset, int NameOffset)
{
    /// <summary>The original's optional item for the background.</summary>
    public bool IsBackground => Item.HasId && Item is { Id: 0, Name: "background" };

    /// <summary>The items of a file in its order.</summary>
    public static List<LabelMapEntry> Read(TextSource source)
    {
        var root = new TextFormatParser().ParseSyntax(source, StringIntLabelMap.Descriptor);
        return
        [
            .. from field in root.Fields
               from value in field.Values
               select Create(value.Message!, field.IsList ? value.Start : field.Start),
        ];
    }

    /// <summary>The class, once checked.</summary>
    public LabelMapItem ToItem() => new(Item.Id, Item.Name, Item.HasDisplayName && Item.DisplayName != Item.Name ? Item.DisplayName : null);

    private static LabelMapEntry Create(MessageNode node, int offset)
    {
        var item = new StringIntLabelMapItem();
        MessageMerger.Merge(node, item);
        return new LabelMapEntry(
            item,
            offset,
            OffsetOf(node, StringIntLabelMapItem.IdFieldNumber) ?? offset,
            OffsetOf(node, StringIntLabelMapItem.NameFieldNumber) ?? offset);
    }

    private static int? OffsetOf(MessageNode node, int number)
    {
        for (var i = node.Fields.Count - 1; i >= 0; i--)
        {
            if (node.Fields[i].Field!.FieldNumber == number)
            {
                return node.Fields[i].Start;
            }
        }

        return null;
    }
}
