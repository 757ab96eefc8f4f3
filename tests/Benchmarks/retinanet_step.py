"""Training steps of torchvision's RetinaNet R50 at 640 x 640 with batch 1: prints CPU seconds a step and the peak memory in MB."""
import resource
import sys
import time

import torch
import torchvision

torch.manual_seed(1)
steps = int(sys.argv[1])
arguments = dict(num_classes=11, min_size=640, max_size=640, trainable_backbone_layers=5)
try:
    model = torchvision.models.detection.retinanet_resnet50_fpn(weights=None, weights_backbone=None, **arguments)
except TypeError:
    model = torchvision.models.detection.retinanet_resnet50_fpn(pretrained=False, pretrained_backbone=False, **arguments)
model.train()
optimizer = torch.optim.SGD(model.parameters(), lr=0.001, momentum=0.9)
images = [torch.rand(3, 640, 640)]
places = torch.tensor([[100.0 * i + 20, 200, 100.0 * i + 90, 330] for i in range(5)])
targets = [{"boxes": places, "labels": torch.arange(1, 6)}]


def step():
    optimizer.zero_grad()
    sum(model(images, targets).values()).backward()
    optimizer.step()


step()
start = time.process_time()
for _ in range(steps):
    step()
print((time.process_time() - start) / steps, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
