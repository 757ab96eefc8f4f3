using CsCheck;
using Nuke.Common.Execution;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class ExecutionPlannerTests
{
    [Fact]
    public void Every_target_comes_once_and_after_all_that_it_depends_on() =>
        Gen.Int[1, 12].SelectMany(count => Gen.Bool.Array[count * count].Select(edges => (count, edges))).Sample(sample =>
        {
            // Edges only from later to earlier numbers: no cycles.
            var targets = Enumerable.Range(0, sample.count).Select(i => new ExecutableTarget($"T{i}")).ToList();
            for (var from = 0; from < sample.count; from++)
            {
                for (var to = 0; to < from; to++)
                {
                    if (sample.edges[from * sample.count + to])
                        targets[from].ExecutionDependencies.Add(targets[to]);
                }
            }

            var plan = ExecutionPlanner.Plan(targets, [targets[^1]]).ToList();

            Assert.Equal(plan.Count, plan.Distinct().Count());
            Assert.Same(targets[^1], plan[^1]);
            Assert.All(plan, target => Assert.All(
                target.ExecutionDependencies, needed => Assert.InRange(plan.IndexOf(needed), 0, plan.IndexOf(target) - 1)));
        });

    [Fact]
    public void A_ring_of_any_length_is_named_from_a_target_back_to_itself() =>
        Gen.Int[1, 12].Sample(length =>
        {
            var targets = Enumerable.Range(0, length).Select(i => new ExecutableTarget($"T{i}")).ToList();
            for (var i = 0; i < length; i++)
                targets[i].OrderDependencies.Add(targets[(i + 1) % length]);

            var fault = Assert.Throws<BuildFault>(() => ExecutionPlanner.Plan(targets, [targets[0]]));

            Assert.Equal(255, fault.ExitCode);
            Assert.Contains(string.Join(" -> ", targets.Append(targets[0]).Select(target => target.Name)), fault.Message);
        });
}
