; What the extractor asks of a Java syntax tree. The labels are those of src/extract/lower.ts, the same for every language.

(class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @class
(enum_declaration name: (_) @name) @class
(record_declaration name: (_) @name) @class
(annotation_type_declaration name: (_) @name) @class
(method_declaration name: (_) @name) @function
(constructor_declaration name: (_) @name) @function @constructor
((lambda_expression parameters: (_) @_none) @function (#not-eq? @_none "()"))
((lambda_expression parameters: (_) @_none) @same (#eq? @_none "()"))
(lambda_expression body: (expression) @return)
(lambda_expression parameters: (identifier) @parameter)
(inferred_parameters (identifier) @parameter)
(formal_parameter name: (_) @parameter)
(spread_parameter (variable_declarator name: (_) @parameter))

(variable_declarator name: (_) @target value: (_) @value) @bind
(variable_declarator name: (_) @field !value)
(annotation_type_element_declaration name: (_) @target value: (_) @value) @bind
(enum_constant name: (_) @target arguments: (argument_list) @value @list) @bind
(assignment_expression left: (_) @target right: (_) @value) @bind
(enhanced_for_statement name: (_) @target value: (_) @value) @each
(return_statement (_) @value) @return

(annotation name: (_) @callee arguments: (annotation_argument_list) @arguments) @call @attribute
(annotation_argument_list (_) @argument)
(element_value_pair key: (_) @target value: (_) @value)
(element_value_array_initializer) @list

(method_invocation name: (_) @member arguments: (argument_list) @arguments) @call
(method_invocation object: (_) @object)
(object_creation_expression type: (_) @callee arguments: (argument_list) @arguments) @call
(explicit_constructor_invocation constructor: _ @callee arguments: (argument_list) @arguments) @call
(argument_list (_) @argument)
((method_invocation name: (_) @_builder) @builder
  (#match? @_builder "^(builder|newBuilder|toBuilder|mutate)$"))
((object_creation_expression type: (_) @_builder) @builder (#match? @_builder "Builder(<.*>)?$"))
((method_invocation name: (_) @_set) @setter
  (#match? @_set "^(set|with|use|opt)[A-Z]|^(model|repo|tokenizer|checkpoint|dataset)(Id|Name|Path|Repo|Url)?$"))
((method_invocation object: (_) @option name: (_) @_or arguments: (argument_list . (_) @option .)) @either
  (#match? @_or "^(orElse(Get)?|or|defaultIfNull|requireNonNullElse)$"))
((method_invocation name: (_) @_cast) @cast (#any-of? @_cast "toString" "trim" "strip" "intern" "ofNullable"))
((method_invocation object: (identifier) @_string name: (_) @_format) @format
  (#eq? @_string "String") (#eq? @_format "format"))
((method_invocation object: (identifier) @_list name: (_) @_of) @list
  (#any-of? @_list "List" "Set" "Arrays" "Stream" "ImmutableList" "ImmutableSet") (#any-of? @_of "of" "asList"))

(string_literal) @text
(string_literal [(string_fragment) (multiline_string_fragment) (escape_sequence)] @content)
(binary_expression left: (_) operator: "+" right: (_)) @join
(ternary_expression consequence: (_) @option alternative: (_) @option) @either
(switch_expression) @either
(switch_rule (expression_statement (_) @option))
(yield_statement (_) @option)

(array_initializer) @list
(array_creation_expression value: (_)) @same
(array_access array: (_) @object index: (_) @key) @item
(field_access object: (_) @object field: (_) @member) @name
(expression/identifier) @name
(primary_expression/identifier) @name
(this) @name

(parenthesized_expression) @same
(cast_expression value: (_)) @same

(null_literal) @nothing
(true) @yes
(false) @no
[(line_comment) (block_comment)] @remark

(import_declaration (scoped_identifier scope: (_) @module name: (_) @imported)) @import
