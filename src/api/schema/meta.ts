/** metav1: what every object has. Notation: see notation.ts. */
export const META = `
ObjectMeta: name string, generateName string, namespace string, selfLink string, uid UID, resourceVersion string,
  generation int64, creationTimestamp Time, deletionTimestamp *Time, deletionGracePeriodSeconds *int64,
  labels map[string]string, annotations map[string]string, ownerReferences []OwnerReference, finalizers []string,
  managedFields []ManagedFieldsEntry
OwnerReference: apiVersion string!, kind string!, name string!, uid UID!, controller *bool, blockOwnerDeletion *bool
ManagedFieldsEntry: manager string, operation string, apiVersion string, time *Time, fieldsType string, fieldsV1 *any,
  subresource string
LabelSelector: matchLabels map[string]string, matchExpressions []LabelSelectorRequirement
LabelSelectorRequirement: key string!, operator LabelSelectorOperator!, values []string
Condition: type string!, status ConditionStatus!, observedGeneration int64, lastTransitionTime Time!, reason string!,
  message string!
ListMeta: selfLink string, resourceVersion string, continue string, remainingItemCount *int64
List: kind string, apiVersion string, metadata ListMeta, items []any!
`;
