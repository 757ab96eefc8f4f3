namespace DigitPipeline.Incremental.Tests.Faults;

/// <summary>The table of faults, for people.</summary>
internal static class FaultTable
{
    /// <summary>Prints each row when it is known; returns how many cases failed.</summary>
    public static int Print(TextWriter output)
    {
        using var workshop = new MatrixWorkshop();
        output.WriteLine("| fault | tried | afterwards |");
        output.WriteLine("| --- | --- | --- |");
        var failed = 0;
        foreach (var fault in new FaultMatrix(workshop).All())
        {
            output.WriteLine(fault.Row);
            foreach (var failure in fault.Failures) output.WriteLine($"<!-- {failure} -->");
            if (fault.Failures.Count > 0) failed++;
        }

        return failed;
    }
}
