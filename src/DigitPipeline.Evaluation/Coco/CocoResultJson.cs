using System.Text.Json.Nodes;

namespace DigitPipeline.Evaluation.Coco;

/// <summary>A COCO result as JSON.</summary>
public static class CocoResultJson
{
    /// <summary>
    /// <c>{"stats": [12 numbers], "perClass": [{"categoryId", "name", "AP", "AP50", ...}]}</c>; numbers are the shortest text that reads
    /// back to the same double.
    /// </summary>
    public static JsonObject ToJson(this CocoResult result)
    {
        var perClass = new JsonArray();
        foreach (var one in result.PerClass)
        {
            var item = new JsonObject { ["categoryId"] = one.Category.Id, ["name"] = one.Category.Name };
            for (var i = 0; i < one.Stats.Count; i++)
            {
                item[CocoResult.StatNames[i]] = one.Stats[i];
            }

            perClass.Add(item);
        }

        return new JsonObject { ["stats"] = new JsonArray([.. result.Stats.Select(s => (JsonNode)s)]), ["perClass"] = perClass };
    }
}
