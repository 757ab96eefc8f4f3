using DigitPipeline.Detection.Model;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution;

/// <summary>
/// The tensors that a pass works on: windows on the shared weights, and on statistics and gradients of its own. A weight's
/// <c>grad</c> is its window on the gradients, so that what libtorch differentiates lands there as well.
/// </summary>
internal sealed class TrainingVariables
{
    private readonly ParameterViews weights;
    private readonly ParameterViews statistics;
    private readonly ParameterViews gradients;

    public TrainingVariables(ParameterLayout layout, Tensor sharedWeights, Tensor ownStatistics, Tensor ownGradients)
    {
        var trained = layout.Variables.Where(variable => variable.Trained).ToArray();
        weights = new ParameterViews(layout, trained, sharedWeights, 0, track: true);
        gradients = new ParameterViews(layout, trained, ownGradients, 0, track: false);
        statistics = new ParameterViews(layout, layout.Variables.Where(variable => !variable.Trained), ownStatistics, layout.TrainedLength, track: false);
        foreach (var variable in trained)
        {
            weights[variable].grad = gradients[variable];
        }
    }

    /// <summary>The values of a variable; of a trained one a leaf of libtorch's graphs.</summary>
    public Tensor Value(Variable variable) => variable.Trained ? weights[variable] : statistics[variable];

    /// <summary>The gradient of a trained variable.</summary>
    public Tensor Gradient(Variable variable) => gradients[variable];

    /// <summary>A kernel's values as <c>[out, height * width * in]</c>.</summary>
    public Tensor Rows(Variable kernel) => Rows(weights[kernel].detach());

    /// <summary>A kernel's gradient as <c>[out, height, width, in]</c>.</summary>
    public Tensor GradientMap(Variable kernel) => gradients[kernel].permute(0, 2, 3, 1);

    private static Tensor Rows(Tensor kernel) => kernel.permute(0, 2, 3, 1).view(kernel.shape[0], -1);
}
