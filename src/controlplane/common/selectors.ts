export { matchesLabelSelector as matches } from '../../api';
