; What the extractor asks of a Python syntax tree. The labels are those of src/extract/lower.ts, the same for every language.

(decorated_definition (decorator (call)) @cases)
(class_definition name: (identifier) @name) @class
(function_definition name: (identifier) @name) @function

(parameters (identifier) @parameter)
(parameters (typed_parameter . (identifier) @parameter))
(default_parameter name: (identifier) @target value: (_) @value) @parameter
(typed_default_parameter name: (identifier) @target value: (_) @value) @parameter

(assignment left: (_) @target right: (_) @value) @bind
(class_definition body: (block (expression_statement (assignment type: (_)) @annotated)))
(augmented_assignment left: (_) @target right: (_) @value) @bind
(named_expression name: (_) @target value: (_) @value) @bind
(for_statement left: (_) @target right: (_) @value) @each
(for_in_clause left: (_) @target right: (_) @value) @each
(return_statement (_) @value) @return

(call function: (_) @callee arguments: (_) @arguments) @call
(argument_list (_) @argument)
(keyword_argument name: (identifier) @target value: (_) @value) @argument
(argument_list (dictionary_splat (_) @value) @spread)

(string) @text
(string_content) @content
(interpolation expression: (_) @value) @hole
(format_specifier) @ignore
(concatenated_string) @join
(binary_operator left: (_) operator: "+" right: (_)) @join
(binary_operator left: [(string) (concatenated_string) (identifier) (attribute) (parenthesized_expression)] operator: "%") @format

(conditional_expression . (_) @option "if" (_) "else" (_) @option .) @either
(boolean_operator left: (_) @option operator: "or" right: (_) @option) @either
[(comparison_operator) (case_pattern)] @compare

(list) @list
(tuple) @list
(expression_list) @list
(set) @list
(list_comprehension) @list
(dictionary) @map
(pair key: (_) @key value: (_) @value) @entry
(dictionary (dictionary_splat (_) @value) @entry)
(subscript value: (_) @object subscript: (_) @key) @item
(attribute object: (_) @object attribute: (identifier) @member) @name

(parenthesized_expression) @same
(await) @same

(argument_list (identifier) @name)
(keyword_argument value: (identifier) @name)
(assignment right: (identifier) @name)
(default_parameter value: (identifier) @name)
(typed_default_parameter value: (identifier) @name)
(for_statement right: (identifier) @name)
(for_in_clause right: (identifier) @name)
(return_statement (identifier) @name)
(call function: (identifier) @name)
(interpolation expression: (identifier) @name)
(binary_operator left: (identifier) @name)
(binary_operator right: (identifier) @name)
(conditional_expression (identifier) @name)
(boolean_operator (identifier) @name)
(list (identifier) @name)
(tuple (identifier) @name)
(expression_list (identifier) @name)
(comparison_operator (identifier) @name)
(pair value: (identifier) @name)
(dictionary_splat (identifier) @name)
(subscript value: (identifier) @name)
(subscript subscript: (identifier) @name)
(attribute object: (identifier) @name)
(parenthesized_expression (identifier) @name)

(none) @nothing
(true) @yes
(false) @no

(comment) @remark
(expression_statement (string) @document)
(expression_statement (concatenated_string) @document)

(import_statement name: (dotted_name) @module) @import
(import_statement name: (aliased_import name: (_) @module alias: (_) @alias) @renamed) @import
(import_from_statement module_name: (_) @module name: (dotted_name) @imported) @import
(import_from_statement module_name: (_) @module name: (aliased_import name: (_) @imported alias: (_) @alias) @renamed) @import
(import_from_statement module_name: (_) @module (wildcard_import) @imported) @import
