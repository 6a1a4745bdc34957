"""The people of a unit and their rights: for administrators, personnel, and heads who arrange deputies."""
