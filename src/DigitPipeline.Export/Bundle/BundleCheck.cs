using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Bundle;

/// <summary>Whether a bundle's folder is what its own files say.</summary>
public static class BundleCheck
{
    /// <summary>What is wrong, a sentence each.</summary>
    public static IEnumerable<string> Problems(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Sha256Sums.FileName)))
        {
            return [$"there is no {Sha256Sums.FileName}: this is no bundle"];
        }

        List<string> problems = [.. Sha256Sums.Check(folder), .. Provenances(folder)];
        if (problems.Count == 0)
        {
            using var bundle = ModelBundle.Open(folder);
            if (StoredAnswer.Check(folder, p => bundle.Detector.Detect(p)) is { } difference)
            {
                problems.Add(difference);
            }
        }

        return problems;
    }

    private static IEnumerable<string> Provenances(string folder)
    {
        var file = Path.Combine(folder, Provenance.FileName);
        if (!File.Exists(file))
        {
            return [$"there is no {Provenance.FileName}"];
        }

        try
        {
            var statement = JsonNode.Parse(File.ReadAllText(file))!;
            if (statement["_type"]?.ToString() != InToto.StatementType || statement["predicateType"]?.ToString() != Provenance.PredicateType)
            {
                return [$"{Provenance.FileName} is no statement of in-toto with SLSA's provenance"];
            }

            var named = statement["subject"]!.AsArray().Select(s => new FileDigest(s!["name"]!.ToString(), s["digest"]!["sha256"]!.ToString())).ToHashSet();
            var there = Sha256Sums.Of(folder).Where(f => f.Path != Provenance.FileName).ToHashSet();
            return
            [
                .. named.Except(there).Select(f => $"{Provenance.FileName} names {f.Path} with digest {f.Sha256}, which is not there"),
                .. there.Except(named).Select(f => $"{Provenance.FileName} does not name {f.Path} as it is"),
            ];
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException)
        {
            return [$"{Provenance.FileName} cannot be read: {e.Message}"];
        }
    }
}
