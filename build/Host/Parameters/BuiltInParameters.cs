namespace Nuke.Common.Parameters;

/// <summary>The parameters that every build has.</summary>
internal static class BuiltInParameters
{
    public static readonly ParameterDefinition Continue =
        new("Continue", "Continues the last failed run: targets that succeeded then are skipped.", typeof(bool));

    public static readonly ParameterDefinition Help = new("Help", "Shows this help.", typeof(bool));

    public static readonly ParameterDefinition Host = new("Host", "Accepted for NUKE's sake; has no effect here.", typeof(string));

    public static readonly ParameterDefinition NoLogo = new("NoLogo", "Leaves out the first line.", typeof(bool));

    public static readonly ParameterDefinition Plan =
        new("Plan", "Writes the execution plan as a page (HTML) and shows its path; runs nothing.", typeof(bool));

    public static readonly ParameterDefinition Profile =
        new("Profile", "Profiles to load: NAME stands for .nuke/parameters.NAME.json; the last one wins.", typeof(string[]));

    public static readonly ParameterDefinition Root = new("Root", "Root folder of the build.", typeof(string));

    public static readonly ParameterDefinition Skip =
        new("Skip", "Targets to skip. Without a name, all dependencies are skipped.", typeof(string[])) { Separator = "+" };

    public static readonly ParameterDefinition Target =
        new("Target", "Targets to run. Default is {default}.", typeof(string[])) { Separator = "+" };

    public static readonly ParameterDefinition Verbosity =
        new("Verbosity", "How much is said: Quiet, Minimal, Normal or Verbose. Default is 'Normal'.", typeof(Verbosity));

    public static readonly IReadOnlyList<ParameterDefinition> All =
        [Continue, Help, Host, NoLogo, Plan, Profile, Root, Skip, Target, Verbosity];
}
