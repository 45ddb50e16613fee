export { applyBehaviours, applyImages, hostAppears, serviceAppears } from './apply';
export { type DescribedBehaviours, decodeBehaviours } from './behaviours';
export { type ContainersCalled, endContainers } from './containerEnds';
export { DescriptionError } from './document';
export { type DescribedImage, decodeImages } from './images';
export { serviceListens, switchService } from './outsideService';
