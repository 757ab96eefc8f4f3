using DigitPipeline.Detection.Model;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution;

/// <summary>One tensor per variable, all of them windows on one flat tensor.</summary>
public sealed class ParameterViews
{
    private readonly Dictionary<string, Tensor> views = new(StringComparer.Ordinal);

    /// <summary>Makes the windows on <paramref name="flat"/>, which holds the elements from <paramref name="start"/> on.</summary>
    /// <param name="layout">Where the variables lie.</param>
    /// <param name="variables">Which variables.</param>
    /// <param name="flat">The flat tensor.</param>
    /// <param name="start">Place in the layout of the tensor's first element.</param>
    /// <param name="track">Whether gradients are wanted.</param>
    public ParameterViews(ParameterLayout layout, IEnumerable<Variable> variables, Tensor flat, int start, bool track)
    {
        foreach (var variable in variables)
        {
            var offset = layout.OffsetOf(variable) - start;
            var shape = variable.Shape.Select(side => (long)side).ToArray();
            var view = shape.Length == 4
                ? flat.narrow(0, offset, variable.Size).view(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2)
                : flat.narrow(0, offset, variable.Size).view(shape);
            views.Add(variable.Name, track ? view.detach().requires_grad_() : view);
        }
    }

    /// <summary>The window of a variable.</summary>
    public Tensor this[Variable variable] => views[variable.Name];

    /// <summary>Whether there is a window for a variable.</summary>
    public bool Holds(Variable variable) => views.ContainsKey(variable.Name);
}
