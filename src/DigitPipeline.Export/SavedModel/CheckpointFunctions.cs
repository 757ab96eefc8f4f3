using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>The functions by which programs without an object graph (TensorFlow Serving, sessions) save and restore the variables.</summary>
internal static class CheckpointFunctions
{
    public const string SaveName = "__inference__traced_save_3";
    public const string RestoreName = "__inference__traced_restore_4";
    private const string Cpu = "/device:CPU:0";

    /// <summary>Prefix and the variables' values in, prefix out; writes <c>prefix.index</c> and data.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="keys">Their keys in the checkpoint; after them that of the object graph, which is the last argument.</param>
    public static FunctionDef Save(IReadOnlyList<SavedModelVariable> variables, IReadOnlyList<string> keys)
    {
        var function = new FunctionGraph(SaveName);
        var prefix = function.NamedArgument("file_prefix", DataType.DtString);
        GraphValue[] values =
        [
            .. variables.Select((v, i) => function.Argument(DetectionFunction.ArgumentName(v.Name, i), DataType.DtFloat, v.Shape)),
            function.Argument("object_graph", DataType.DtString),
        ];
        GraphValue Text(string name, string value) => function.Constant(name, Tensors.Strings([ByteString.CopyFromUtf8(value)]));
        var isRemote = function.Node("StaticRegexFullMatch", "StaticRegexFullMatch", [prefix], Attributes.Text("pattern", "^s3://.*"));
        var part = function.Node("Select", "Select", [isRemote, Text("Const", ".part"), Text("Const_1", "_temp/part")]);
        var temporary = function.Node("StringJoin", "StringJoin", [prefix, part]);
        var file = function.Node("ShardedFilename", "ShardedFilename", [temporary, function.Int("ShardedFilename/shard", 0), function.Int("num_shards", 1)]);
        function.Nodes("SaveV2", "SaveV2", [file, Names(function, "SaveV2", keys), Slices(function, "SaveV2", keys.Count), .. values]);
        var prefixes = function.Node("MergeV2Checkpoints/checkpoint_prefixes", "Pack", [file]);
        function.After("MergeV2Checkpoints/checkpoint_prefixes", ["SaveV2"]);
        function.Nodes("MergeV2Checkpoints", "MergeV2Checkpoints", [prefixes, prefix]);
        var done = function.Node("Identity", "Identity", [prefix]);
        function.After("Identity", ["MergeV2Checkpoints"]);
        function.Return("identity_1", function.Node("Identity_1", "Identity", [done]));
        foreach (var node in (string[])["ShardedFilename", "SaveV2", "MergeV2Checkpoints", "Identity"])
        {
            function.Place(node, Cpu);
        }

        function.Keep("MergeV2Checkpoints");
        return function.Build();
    }

    /// <summary>Prefix and the variables in, prefix out.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="keys">Their keys in the checkpoint.</param>
    public static FunctionDef Restore(IReadOnlyList<SavedModelVariable> variables, IReadOnlyList<string> keys)
    {
        var function = new FunctionGraph(RestoreName);
        var prefix = function.NamedArgument("file_prefix", DataType.DtString);
        var resources = variables.Select((v, i) => function.Argument(DetectionFunction.ArgumentName(v.Name, i), DataType.DtResource)).ToArray();
        var values = function.Nodes(
            "RestoreV2", "RestoreV2", [prefix, Names(function, "RestoreV2", keys), Slices(function, "RestoreV2", keys.Count)],
            Types("dtypes", keys.Select(_ => DataType.DtFloat)));
        function.Place("RestoreV2", Cpu);
        var assignments = values.Select((value, i) =>
        {
            var name = FormattableString.Invariant($"AssignVariableOp_{i}");
            function.Nodes(name, "AssignVariableOp", [resources[i], value]);
            function.Keep(name);
            return name;
        }).ToArray();
        var done = function.Node("Identity", "Identity", [prefix]);
        function.After("Identity", assignments);
        function.Return("identity_1", function.Node("Identity_1", "Identity", [done]));
        return function.Build();
    }

    private static GraphValue Names(FunctionGraph function, string node, IReadOnlyList<string> keys) =>
        function.Constant(node + "/tensor_names", Tensors.Strings(keys.Select(ByteString.CopyFromUtf8), keys.Count));

    private static GraphValue Slices(FunctionGraph function, string node, int count) =>
        function.Constant(node + "/shape_and_slices", Tensors.Strings(Enumerable.Repeat(ByteString.Empty, count), count));
}
