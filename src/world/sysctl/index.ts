export { dottedParameter, KernelParameters } from './kernelParameters';
export { ParameterDirectory } from './parameterDirectory';
